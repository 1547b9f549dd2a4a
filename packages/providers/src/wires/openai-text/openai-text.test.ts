import { type Call, decoder, type Given, type Sink, type Step } from "@lintel/core";
import { Secret } from "@lintel/core/host";
import { type Json, type JsonObject, toPlain } from "@lintel/core/json";
import { describe, expect, it } from "vitest";
import type { ChatState } from "../openai-chat/index.ts";
import { openaiText } from "./index.ts";
import type { TextNeeds } from "./types.ts";

const adapter = openaiText({
  provider: "example",
  label: "Example",
  connection: {
    key: { settings: [], env: ["EXAMPLE_API_KEY"] },
    base: { settings: [], env: [], fallback: "https://api.example.com/v1" },
  },
  supported: () => [],
  noKey: "There is no key.",
});
const KEY = new Secret("api_key", "sk-very-secret");
const GIVEN: Given<TextNeeds> = { key: KEY };
const HI: readonly JsonObject[] = [{ role: "user", content: "Hi" }];

type Changes = Partial<Call<"chat">> & { readonly messages?: readonly JsonObject[]; readonly params?: JsonObject };

function callOf({ messages = HI, params = {}, ...changes }: Changes = {}): Call<"chat"> {
  return {
    route: "chat",
    provider: "example",
    model: "m",
    requestedModel: "m",
    id: "00112233445566778899aabbccddeeff",
    now: 1_700_000_000,
    input: { messages, params, providerParams: {}, extra: {} },
    stream: false,
    target: { base: "https://api.example.com/v1", isDefault: true, key: KEY, headers: [], options: {} },
    policy: { dropParams: false, allowedOpenaiParams: [], additionalDropParams: [] },
    settings: {},
    ...changes,
  };
}

function prepared(changes: Changes = {}) {
  const step = adapter.prepare(callOf(changes), GIVEN);
  if (step.step !== "send") throw new Error(`no request: ${JSON.stringify(step)}`);
  const { body } = step.plan;
  return { text: body?.body === "text" ? body.text : "", losses: (step.losses ?? []).map(({ pointer }) => pointer) };
}

function parsed(answer: Json, settings: JsonObject = {}): Step<ChatState> {
  const body = new TextEncoder().encode(JSON.stringify(answer));
  const exchange = { call: callOf({ settings }), given: GIVEN };
  return adapter.parse({ status: 200, headers: [], body }, exchange);
}

function shown(step: Step<ChatState>) {
  if (step.step !== "done") throw new Error(`no answer: ${JSON.stringify(step)}`);
  return { value: toPlain(step.value), losses: (step.losses ?? []).map(({ pointer }) => pointer) };
}

interface Streamed {
  readonly chunks: readonly JsonObject[];
  readonly fault: string | undefined;
}

function streamed(pieces: readonly string[], settings: JsonObject = {}): Streamed {
  const chunks: JsonObject[] = [];
  let fault: string | undefined;
  const sink: Sink = {
    chunk: (chunk) => void chunks.push(chunk),
    usage: () => undefined,
    loss: () => undefined,
    fault: (found) => {
      fault = found.message;
    },
    end: () => undefined,
  };
  const mode = adapter.stream?.(
    { status: 200, headers: [] },
    { call: callOf({ stream: true, settings, params: { n: 2 } }), given: GIVEN },
  );
  if (mode?.stream !== "transduce" || mode.frames !== "sse") throw new Error("no stream of events");
  const stage = decoder("sse", mode.open(sink));
  stage.push(new TextEncoder().encode(pieces.map((piece) => `data: ${piece}\n\n`).join("")));
  stage.end();
  return { chunks, fault };
}

describe("messages as a prompt", () => {
  it("one message is its text, several are a list of texts", () => {
    expect(prepared().text).toBe('{"model":"m","prompt":"Hi"}');
    const two = [
      {
        role: "system",
        content: [
          { type: "text", text: "Be " },
          { type: "text", text: "brief." },
        ],
      },
      ...HI,
    ];
    expect(prepared({ messages: two }).text).toBe('{"model":"m","prompt":["Be brief.","Hi"]}');
  });

  it("tokens stay tokens, of one message", () => {
    expect(prepared({ messages: [{ role: "user", content: [1, 2] }] }).text).toBe('{"model":"m","prompt":[1,2]}');
    const step = adapter.prepare(callOf({ messages: [...HI, { role: "user", content: [1, 2] }] }), GIVEN);
    expect(step).toMatchObject({ step: "fail", fault: { message: expect.stringContaining("no attribute 'get'") } });
  });

  it("what a prompt cannot say is told as lost", () => {
    const content = [{ type: "image_url", image_url: { url: "https://example.com/a.png" } }];
    expect(prepared({ messages: [{ role: "user", content, name: "x" }] })).toEqual({
      text: '{"model":"m","prompt":""}',
      losses: ["/messages/0/role", "/messages/0/name", "/messages/0/content/0"],
    });
  });

  it("a parameter that text completions do not have is refused by name", () => {
    const step = adapter.prepare(callOf({ params: { tools: [] } }), GIVEN);
    expect(step).toMatchObject({ step: "fail", fault: { message: expect.stringContaining("'tools'") } });
  });
});

describe("a completed text as an answer", () => {
  const answer = {
    id: "cmpl-1",
    object: "text_completion",
    created: 1,
    model: "m-1",
    choices: [{ text: "Yes", index: 0, logprobs: null, finish_reason: "length" }],
    usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
  };

  it("is one of chat, dated when it was read", () => {
    expect(shown(parsed({ ...answer, warning: "old" }))).toEqual({
      value: {
        id: "cmpl-1",
        created: 1_700_000_000,
        model: "m-1",
        object: "chat.completion",
        choices: [{ finish_reason: "length", index: 0, message: { content: "Yes", role: "assistant" } }],
        usage: { completion_tokens: 2, prompt_tokens: 1, total_tokens: 3 },
      },
      losses: ["/warning", "/created"],
    });
  });

  it("that tells of an error is a failure, unless LiteLLM's way is asked for", () => {
    const error = { error: { message: "No.", type: "server_error" } };
    expect(parsed(error)).toMatchObject({ step: "fail", fault: { message: expect.stringContaining("No.") } });
    expect(parsed(error, { lintel_accept_error_replies: true })).toMatchObject({ step: "done" });
  });

  it("of another shape is refused in pydantic's words", () => {
    expect(parsed({ ...answer, choices: ["x"] })).toMatchObject({
      step: "fail",
      fault: { message: expect.stringContaining("1 validation error for TextCompletionResponse\nchoices.0\n") },
    });
  });
});

describe("a streamed text", () => {
  const piece = (text: string, index = 0, reason: string | null = null) =>
    JSON.stringify({ id: "cmpl-1", choices: [{ text, index, logprobs: null, finish_reason: reason }] });
  const pieces = [piece("A"), piece("B", 1), piece("", 0, "stop"), piece("", 1, "stop"), "[DONE]"];

  it("tells each piece of the choice it is of, or of the first as LiteLLM does", () => {
    const indices = ({ chunks }: Streamed) =>
      chunks.flatMap(({ choices }) => (Array.isArray(choices) ? choices.map((choice) => choice.index) : []));
    expect(indices(streamed(pieces)).slice(0, 2)).toEqual([0, 1]);
    expect(indices(streamed(pieces, { lintel_mix_text_choices: true })).slice(0, 2)).toEqual([0, 0]);
  });

  it("that is cut off is a failure", () => {
    expect(streamed([piece("A")]).fault).toContain("the stream ended before [DONE]");
    expect(streamed([piece("A"), piece("", 0, "stop"), "[DONE]"]).fault).toBeUndefined();
  });
});
