import { readFileSync } from "node:fs";
import { type Call, type Document, type Given, type Reply, type Step, token } from "@lintel/core";
import { Secret } from "@lintel/core/host";
import { float, type JsonObject, print } from "@lintel/core/json";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mapException } from "../../faults/index.ts";
import type { OcrNeeds, OcrVendor } from "../../ocr/index.ts";
import { mistralOcr } from "./index.ts";

const KEY = new Secret("access", "top-secret");

/** A vendor that differs wherever it may: a token, a path with region and model, documents inlined. */
const acme: OcrVendor = {
  provider: "acme",
  connection: { key: { settings: [], env: [] }, base: { settings: [], env: [] } },
  inlines: true,
  needs: () => ({ token: token("acme") }),
  address({ target, model }, { token: access = KEY }) {
    if (target.base === undefined) return { refused: "Missing base" };
    return {
      url: `${target.base}/regions/${target.options.region}/models/${model}:ocr`,
      headers: [
        ["Authorization", ["Bearer ", access]],
        ["Content-Type", "application/json"],
      ],
    };
  },
  fault: mapException,
};

const adapter = mistralOcr(acme);
const file: Document = { bytes: Uint8Array.of(37, 80, 68, 70), mediaType: "application/pdf" };
const given: Given<OcrNeeds> = { token: KEY, document: file };

interface Asked {
  readonly input?: Partial<Call<"ocr">["input"]>;
  readonly target?: Partial<Call<"ocr">["target"]>;
  readonly timeout?: number;
}

function ask({ input, target, ...more }: Asked = {}): Call<"ocr"> {
  return {
    route: "ocr",
    provider: "acme",
    model: "mistral-ocr-latest",
    requestedModel: "acme/mistral-ocr-latest",
    id: "0".repeat(32),
    now: 1_700_000_000,
    input: {
      document: { type: "document_url", document_url: "https://doc.example/a.pdf" },
      params: {},
      native: false,
      ...input,
    },
    stream: false,
    target: { base: "https://acme.example", isDefault: false, headers: [], options: { region: "eu" }, ...target },
    policy: { dropParams: false, allowedOpenaiParams: [], additionalDropParams: [] },
    settings: {},
    ...more,
  };
}

function reply(body: string | Uint8Array, status = 200): Reply {
  return { status, headers: [], body: typeof body === "string" ? new TextEncoder().encode(body) : body };
}

function planOf(step: Step) {
  if (step.step !== "send") throw new Error(`no plan: ${JSON.stringify(step)}`);
  return step.plan;
}

function faultOf(step: Step) {
  if (step.step !== "fail") throw new Error(`no fault: ${JSON.stringify(step)}`);
  return step.fault;
}

describe("a request", () => {
  test("needs the bytes of a document that is only an address, and no others", () => {
    const inline = ask({ input: { document: { type: "image_url", image_url: "data:,x" } } });
    expect(adapter.needs(ask())).toEqual({
      token: { need: "token", issuer: "acme" },
      document: {
        need: "bytes",
        source: { from: "url", url: "https://doc.example/a.pdf", parameter: "document.document_url" },
      },
    });
    expect(adapter.needs(inline)).toEqual({ token: { need: "token", issuer: "acme" } });
    const odd = ask({ input: { document: { type: "image_url", image_url: { url: "https://x.example" } } } });
    expect(faultOf(adapter.prepare(odd, { token: KEY })).message).toContain(
      "'dict' object has no attribute 'startswith'",
    );
  });

  test("goes where the vendor says, with its headers, the document as the vendor takes it, then the parameters", () => {
    const params: JsonObject = { pages: [0, 1], image_limit: float(1), id: null };
    expect(planOf(adapter.prepare(ask({ input: { params } }), given))).toEqual({
      method: "POST",
      url: "https://acme.example/regions/eu/models/mistral-ocr-latest:ocr",
      headers: [
        ["Authorization", ["Bearer ", KEY]],
        ["Content-Type", "application/json"],
      ],
      body: {
        body: "text",
        text: '{"model":"mistral-ocr-latest","document":{"type":"document_url","document_url":"data:application/pdf;base64,JVBERg=="},"pages":[0,1],"image_limit":1.0,"id":null}',
      },
      expect: "whole",
      timeouts: { firstByteMs: 6_000_000, idleMs: 6_000_000 },
    });
  });

  test("has the caller's header in the place of one of the same name, any other after", () => {
    const headers = [
      ["X-A", "1"],
      ["Authorization", "mine"],
      ["content-type", "x/y"],
    ] as const;
    expect(planOf(adapter.prepare(ask({ target: { headers } }), given)).headers).toEqual([
      ["Authorization", "mine"],
      ["Content-Type", "application/json"],
      ["X-A", "1"],
      ["content-type", "x/y"],
    ]);
  });

  test("waits as long as the caller says, for the connection too", () => {
    const timeouts = { connectMs: 2500, firstByteMs: 2500, idleMs: 2500 };
    expect(planOf(adapter.prepare(ask({ timeout: 2.5 }), given)).timeouts).toEqual(timeouts);
  });

  test("that cannot be addressed, encoded or headed is a fault in LiteLLM's words", () => {
    const { base: _, ...nowhere } = ask().target;
    expect(faultOf(adapter.prepare({ ...ask(), target: nowhere }, given)).message).toBe(
      "litellm.APIConnectionError: APIConnectionError: AcmeException - Missing base",
    );
    const broken = ask({ input: { params: { document_annotation_prompt: "a\ud800" } } });
    expect(faultOf(adapter.prepare(broken, given))).toMatchObject({ kind: "InternalServerError", status: 500 });
    const headers = [["X-A", "é"]] as const;
    expect(faultOf(adapter.prepare(ask({ target: { headers } }), given)).message).toContain("'ascii' codec");
  });

  test("is the same for the same call, changes nothing it was given, and shows no secret", () => {
    const call = deepFrozen(ask({ input: { params: { pages: [1], bbox_annotation_format: { type: "text" } } } }));
    const first = adapter.prepare(call, given);
    expect(adapter.prepare(call, given)).toEqual(first);
    expect(JSON.stringify(first)).not.toContain("top-secret");
  });
});

interface RecordedReply {
  readonly name: string;
  readonly reply?: string;
  readonly reply_b64?: string;
  readonly native?: true;
  readonly result?: string;
  readonly message?: string;
}

const recorded: readonly RecordedReply[] = readFileSync(new URL("./fixtures/replies.jsonl", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line): RecordedReply => JSON.parse(line));

describe("an answer", () => {
  test.each(recorded)(
    "$name is read as LiteLLM reads it",
    ({ reply: text = "", reply_b64, native = false, result, message }) => {
      const body = reply_b64 === undefined ? text : Uint8Array.from(Buffer.from(reply_b64, "base64"));
      const step = adapter.parse(reply(body), { call: ask({ input: { native } }), given });
      if (result === undefined) {
        expect(faultOf(step)).toMatchObject({ kind: "APIConnectionError", status: 500, origin: "provider" });
        expect(faultOf(step).message).toBe(
          `litellm.APIConnectionError: APIConnectionError: AcmeException - ${message}`,
        );
      } else {
        expect(step.step === "done" && print(step.value, "orjson")).toEqual({ ok: true, text: result });
      }
    },
  );

  test("reports what LiteLLM's answer has no place for, and what was read as another type", () => {
    const body = '{"pages":[{"index":"3","markdown":"x","dimensions":{"unit":"px"}}],"object":"ocr","id":"z"}';
    expect(adapter.parse(reply(body), { call: ask(), given })).toMatchObject({
      losses: [
        { pointer: "/id", action: "dropped" },
        { pointer: "/pages/0/index", action: "converted" },
        { pointer: "/pages/0/dimensions/unit", action: "dropped" },
      ],
    });
    const native = adapter.parse(reply(body), { call: ask({ input: { native: true } }), given });
    expect(native).toMatchObject({ value: { object: "ocr", id: "z" }, losses: [] });
  });

  test("that tells of an error and has no pages is a fault with its words and status, unless LiteLLM's reading is wanted", () => {
    const read = (body: string, settings = {}) => adapter.parse(reply(body), { call: { ...ask(), settings }, given });
    const told = '{"error":{"message":"Upstream says no.","code":502}}';
    expect(faultOf(read(told))).toMatchObject({ kind: "BadGatewayError", status: 502, origin: "provider" });
    expect(faultOf(read(told)).message).toBe(`litellm.BadGatewayError: BadGatewayError: AcmeException - ${told}`);
    expect(faultOf(read('{"message":"no","status":429}'))).toMatchObject({ kind: "RateLimitError", status: 429 });
    expect(faultOf(read('{"pages":[],"detail":"no","code":200}'))).toMatchObject({ status: 502 });
    for (const fine of ['{"pages":[{"index":0,"markdown":""}],"error":"x"}', '{"error":null}', '{"model":"m"}'])
      expect(read(fine)).toMatchObject({ step: "done" });
    expect(read(told, { lintel_accept_error_replies: true })).toMatchObject({ step: "done", value: { pages: [] } });
  });

  test("with a status that is no success is a fault", () => {
    for (const status of [100, 300, 304])
      expect(
        faultOf(adapter.fault({ from: "reply", reply: reply('{"pages":[]}', status) }, { call: ask(), given })),
      ).toMatchObject({ status });
  });

  test("of any bytes is a value or a fault, never a throw", () => {
    const texts = fc.oneof(
      fc.json(),
      fc.string(),
      fc.json().map((it) => `{"pages":[${it}],"usage_info":${it}}`),
    );
    fc.assert(
      fc.property(fc.oneof(texts, fc.uint8Array()), fc.integer({ min: 200, max: 399 }), (body, status) => {
        const answer = reply(body, status);
        const exchange = { call: ask(), given };
        expect(["done", "fail"]).toContain(adapter.parse(answer, exchange).step);
        expect(adapter.fault({ from: "reply", reply: answer }, exchange).step).toBe("fail");
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a failure", () => {
  test("of the connection is met by sending the same request once more", () => {
    const failed = { from: "transport", failure: { kind: "refused", message: "nobody there" } } as const;
    const again = adapter.fault(failed, { call: ask(), given });
    expect(again).toEqual({ step: "send", plan: planOf(adapter.prepare(ask(), given)), state: { again: true } });
    expect(faultOf(adapter.fault(failed, { call: ask(), given, state: { again: true } }))).toMatchObject({
      kind: "InternalServerError",
      message: "litellm.InternalServerError: InternalServerError: AcmeException - nobody there",
      failure: { kind: "refused" },
    });
  });

  test("of patience is a timeout that names it", () => {
    const failed = { from: "transport", failure: { kind: "read_timeout", message: "" } } as const;
    const { kind, status, message } = faultOf(adapter.fault(failed, { call: ask({ timeout: 5 }), given }));
    expect([kind, status]).toEqual(["Timeout", 408]);
    expect(message).toContain("Timeout passed=5,");
  });

  test("with a status keeps the provider's words, its headers and its wait", () => {
    const busy: Reply = { ...reply('{"message":"slow down"}', 429), headers: [["Retry-After", "7"]] };
    expect(faultOf(adapter.fault({ from: "reply", reply: busy }, { call: ask(), given }))).toMatchObject({
      kind: "RateLimitError",
      status: 429,
      message: 'litellm.RateLimitError: RateLimitError: AcmeException - {"message":"slow down"}',
      retryAfterMs: 7000,
      provider: "acme",
      model: "mistral-ocr-latest",
    });
  });

  test("of any status and body is a fault", () => {
    fc.assert(
      fc.property(fc.integer({ min: 400, max: 999 }), fc.uint8Array(), (status, body) => {
        const { message } = faultOf(
          adapter.fault({ from: "reply", reply: reply(body, status) }, { call: ask(), given }),
        );
        expect(message).toMatch(/^litellm\./);
      }),
      { numRuns: 1000 },
    );
  });
});

function deepFrozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFrozen(part);
  }
  return value;
}
