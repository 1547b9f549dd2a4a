import { expect, test } from "vitest";
import { compare } from "./compare.ts";
import type { Recorded } from "./recorded.ts";
import type { Replayed } from "./replay.ts";

const BODY =
  '{"messages":[{"role":"user","content":"Hello"}],"model":"gpt-4o","temperature":1.0,"logit_bias":{"50256":-100,"15":5}}';
const RESULT =
  '{"id":"chatcmpl-1","usage":{"prompt_tokens":11,"cost":6.3e-06},"choices":[{"message":{"content":null}}]}';
const CHUNKS = ['{"id":"1","choices":[{"index":0}]}', '{"id":"1","choices":[]}'];
const EXCEPTION = {
  class: "RateLimitError",
  status_code: 429,
  message: "litellm.RateLimitError: slow down",
  llm_provider: "openai",
  param: "n",
  code: "429",
} as const;

function request(body: string): Replayed["requests"][number] {
  return {
    method: "POST",
    url: "https://api.openai.com/v1/chat/completions",
    headers: [
      ["Authorization", "Bearer sk-parity"],
      ["Content-Type", "application/json"],
    ],
    body: new TextEncoder().encode(body),
  };
}

const whole: Replayed = { outcome: "whole", requests: [request(BODY)], result: RESULT, waits: [], losses: [] };
const stream: Replayed = { outcome: "stream", requests: [], chunks: CHUNKS, waits: [], losses: [] };
const failure: Replayed = { outcome: "failure", requests: [], exception: EXCEPTION, waits: [], losses: [] };

/** The record of a LiteLLM that did exactly this. */
function recorded({ outcome, requests, result, chunks, exception }: Replayed): Recorded {
  return {
    outcome: outcome === "stream" || outcome === "failure" ? outcome : "result",
    requests,
    ...(result !== undefined && { result }),
    ...(chunks !== undefined && { chunks }),
    ...(exception !== undefined && {
      exception: {
        ...EXCEPTION,
        ...exception,
        status_code: String(exception.status_code),
        param: JSON.stringify(exception.param),
        code: JSON.stringify(exception.code),
      },
    }),
  };
}

function withRequest(change: Partial<Replayed["requests"][number]>): Replayed {
  return { ...whole, requests: [{ ...request(BODY), ...change }] };
}

function withBody(from: string, to: string): Replayed {
  expect(BODY).toContain(from);
  return { ...whole, requests: [request(BODY.replace(from, to))] };
}

function withResult(from: string, to: string): Replayed {
  expect(RESULT).toContain(from);
  return { ...whole, result: RESULT.replace(from, to) };
}

function withException(change: Partial<Record<keyof typeof EXCEPTION, string | number>>): Replayed {
  return { ...failure, exception: { ...EXCEPTION, ...change } as NonNullable<Replayed["exception"]> };
}

test("without a planted difference everything is equal to the byte", () => {
  expect(compare(recorded(whole), whole)).toEqual({
    request: { degree: "L2" },
    result: { degree: "L2", path: undefined },
  });
  expect(compare(recorded(stream), stream)).toEqual({ stream: { degree: "L2" } });
  expect(compare(recorded(failure), failure)).toEqual({ failure: { degree: "L2" } });
});

test.each([
  [
    "key order in the body",
    withBody('"role":"user","content":"Hello"', '"content":"Hello","role":"user"'),
    { degree: "L0", path: "/requests/0/body/messages/0" },
  ],
  [
    "order of integer-like keys",
    withBody('"50256":-100,"15":5', '"15":5,"50256":-100'),
    { degree: "L0", path: "/requests/0/body/logit_bias" },
  ],
  ["number spelling in the body", withBody("1.0", "1"), { degree: "L0", path: "/requests/0/body/temperature" }],
  [
    "an absent member of the body",
    withBody(',"temperature":1.0', ""),
    { degree: "differs", path: "/requests/0/body/temperature" },
  ],
  [
    "null for an absent member",
    withBody('"model"', '"n":null,"model"'),
    { degree: "differs", path: "/requests/0/body/n" },
  ],
  ["white space in the body", withBody('":[', '": ['), { degree: "L1", path: "/requests/0/body" }],
  [
    "the URL",
    withRequest({ url: "https://api.openai.com/v1/chat/completions?a=1" }),
    { degree: "differs", path: "/requests/0/url" },
  ],
  ["the method", withRequest({ method: "PUT" }), { degree: "differs", path: "/requests/0/method" }],
  [
    "a header's value",
    withRequest({
      headers: [
        ["authorization", "Bearer sk-other"],
        ["content-type", "application/json"],
      ],
    }),
    { degree: "differs", path: "/requests/0/headers/authorization" },
  ],
  [
    "a missing header",
    withRequest({ headers: [["Authorization", "Bearer sk-parity"]] }),
    { degree: "differs", path: "/requests/0/headers/content-type" },
  ],
  [
    "a header too many",
    withRequest({ headers: [...request("").headers, ["OpenAI-Organization", "o"]] }),
    { degree: "differs", path: "/requests/0/headers/openai-organization" },
  ],
  [
    "a second request",
    { ...whole, requests: [request(BODY), request(BODY)] },
    { degree: "differs", path: "/requests/length" },
  ],
  ["no request", { ...whole, requests: [] }, { degree: "differs", path: "/requests/length" }],
] as const)("a planted difference in the request is caught: %s", (_, ours: Replayed, likeness) => {
  expect(compare(recorded(whole), ours).request).toEqual(likeness);
});

test.each([
  [
    "key order",
    withResult('"prompt_tokens":11,"cost":6.3e-06', '"cost":6.3e-06,"prompt_tokens":11'),
    { degree: "L0", path: "/result/usage" },
  ],
  ["number spelling", withResult("6.3e-06", "6.3e-6"), { degree: "L0", path: "/result/usage/cost" }],
  [
    "absent instead of null",
    withResult('"content":null', ""),
    { degree: "differs", path: "/result/choices/0/message/content" },
  ],
  ["a value", withResult("chatcmpl-1", "chatcmpl-2"), { degree: "differs", path: "/result/id" }],
  ["no result", { ...failure, requests: whole.requests }, { degree: "differs", path: "/result" }],
  [
    "a result no gateway can print",
    { ...whole, result: undefined, unprintable: "NaN" },
    { degree: "differs", path: "/result" },
  ],
] as const)("a planted difference in the result is caught: %s", (_, ours, likeness) => {
  expect(compare(recorded(whole), ours as Replayed).result).toEqual(likeness);
});

test.each([
  ["a chunk too few", CHUNKS.slice(0, 1), { degree: "differs", path: "/chunks/length" }],
  ["a chunk too many", [...CHUNKS, "{}"], { degree: "differs", path: "/chunks/length" }],
  ["a chunk's value", [CHUNKS[0], '{"id":"2","choices":[]}'], { degree: "differs", path: "/chunks/1/id" }],
  ["a chunk's key order", ['{"choices":[{"index":0}],"id":"1"}', CHUNKS[1]], { degree: "L0", path: "/chunks/0" }],
  ["the order of chunks", [...CHUNKS].reverse(), { degree: "differs", path: "/chunks/0/choices" }],
] as const)("a planted difference in the stream is caught: %s", (_, chunks, likeness) => {
  expect(compare(recorded(stream), { ...stream, chunks: chunks as readonly string[] }).stream).toEqual(likeness);
});

test("a stream that ends in a failure is not one that ends well", () => {
  const broken = { ...stream, outcome: "failure", exception: EXCEPTION } as const;
  expect(compare(recorded(stream), broken)).toMatchObject({
    stream: { degree: "L2" },
    failure: { degree: "differs", path: "/exception" },
  });
  expect(compare({ ...recorded(broken), chunks: CHUNKS }, stream).failure).toEqual({
    degree: "differs",
    path: "/exception",
  });
});

test.each([
  ["class", { class: "BadRequestError" }],
  ["status_code", { status_code: 400 }],
  ["message", { message: "litellm.RateLimitError: slow down." }],
  ["param", { param: "m" }],
  ["code", { code: 429 }],
  ["llm_provider", { llm_provider: "azure" }],
] as const)("a planted difference in a failure is caught: %s", (field, change) => {
  expect(compare(recorded(failure), withException(change)).failure).toEqual({
    degree: "differs",
    path: `/exception/${field}`,
  });
});

test("a message with a cut traceback is not compared, the rest of the failure is", () => {
  const cut = {
    ...recorded(failure),
    exception: { ...recorded(failure).exception, message: "x\n<traceback>" },
  } as Recorded;
  expect(compare(cut, failure).failure).toEqual({ degree: "L2" });
  expect(compare(cut, withException({ status_code: 500 })).failure).toEqual({
    degree: "differs",
    path: "/exception/status_code",
  });
});

test("waits between retries must lie within the jitter, and be as many", () => {
  const retried = {
    ...recorded(whole),
    waits: [
      [0.375, 0.5],
      [0.75, 1],
    ] as const,
  };
  const waited = (waits: readonly number[]): unknown => compare(retried, { ...whole, waits }).request;
  expect(waited([375, 1000])).toEqual({ degree: "L2" });
  expect(waited([375, 1002])).toEqual({ degree: "differs", path: "/waits/1" });
  expect(waited([300, 1000])).toEqual({ degree: "differs", path: "/waits/0" });
  expect(waited([400])).toEqual({ degree: "differs", path: "/waits/length" });
});

test("the gateway's answer to a failure is compared: its status and every member of its body", () => {
  const body = (code: string): string =>
    `{"error":{"message":"litellm.RateLimitError: slow down","type":null,"param":"n","code":${code}}}`;
  const theirs = { ...recorded(failure), gateway: { status: 429, body: body('"429"') } };
  const answered = (status: number, code: string): unknown =>
    compare(theirs, { ...failure, gateway: { status, body: body(code) } }).failure;
  expect(answered(429, '"429"')).toEqual({ degree: "L2" });
  expect(answered(400, '"429"')).toEqual({ degree: "differs", path: "/gateway/status" });
  expect(answered(429, "429")).toEqual({ degree: "differs", path: "/gateway/code" });
  expect(compare(theirs, failure).failure).toEqual({ degree: "differs", path: "/gateway/body" });
});
