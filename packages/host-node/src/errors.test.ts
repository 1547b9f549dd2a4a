import { inspect } from "node:util";
import { FAULT_STATUS, type Fault, type FaultKind } from "@lintel/core";
import { parse } from "@lintel/core/json";
import { describe, expect, it } from "vitest";
import * as errors from "./errors.ts";

const classes: Readonly<Record<string, unknown>> = { ...errors };
const { BadRequestError, isLintelError, LintelError, toError } = errors;

function fault(kind: FaultKind, more: Partial<Fault> = {}): Fault {
  return { origin: "provider", kind, status: FAULT_STATUS[kind], message: `litellm.${kind}: no`, ...more };
}

const kinds = Object.keys(FAULT_STATUS).filter((name): name is FaultKind => name in FAULT_STATUS);

describe("an error", () => {
  it.each(kinds)("%s has the class of its name", (kind) => {
    const error = toError(fault(kind));
    expect(error).toBeInstanceOf(classes[kind]);
    expect(error).toBeInstanceOf(LintelError);
    expect(error.constructor.name).toBe(kind);
    expect(error).toMatchObject({ name: kind, status: FAULT_STATUS[kind], message: `litellm.${kind}: no` });
  });

  it("descends as LiteLLM's does", () => {
    const under = (kind: FaultKind): unknown => Object.getPrototypeOf(classes[kind]);
    expect(kinds.filter((kind) => under(kind) === BadRequestError)).toEqual([
      "ContentPolicyViolationError",
      "ContextWindowExceededError",
      "ImageFetchError",
      "LiteLLMUnknownProvider",
      "UnsupportedParamsError",
    ]);
    expect(under("JSONSchemaValidationError")).toBe(errors.APIResponseValidationError);
    expect(under("MidStreamFallbackError")).toBe(errors.ServiceUnavailableError);
    expect(under("InvalidRequestError")).toBe(LintelError);
  });

  it("carries what the fault knows, under LiteLLM's names too", () => {
    const cause = new Error("socket");
    const known = {
      provider: "openai",
      model: "gpt-4o",
      type: "tokens",
      param: "messages",
      code: "rate_limit_exceeded",
      body: { message: "slow down" },
      retryAfterMs: 1500,
      partial: { content: "so far" },
    };
    const losses = [{ pointer: "/seed", action: "dropped", reason: "unsupported" }] as const;
    const reply = { status: 429, headers: [["Retry-After", "2"]] } as const;
    const failure = { kind: "reset", message: "cut", cause } as const;
    const error = toError(fault("RateLimitError", { ...known, reply, failure }), losses);
    expect(error).toMatchObject({ ...known, losses, status: 429, status_code: 429, llm_provider: "openai", cause });
    expect(error.failure).toEqual({ kind: "reset", message: "cut" });
    expect(error.headers.get("retry-after")).toBe("2");
  });

  it("is told from any other", () => {
    expect(isLintelError(toError(fault("Timeout")))).toBe(true);
    expect(isLintelError(new Error("litellm.Timeout"))).toBe(false);
  });

  it("shows no credential in message, stack, inspection or text, even where the provider repeats it", () => {
    const key = "sk-proj-abcdefghijklmnop0123456789";
    const message = `litellm.AuthenticationError: Incorrect API key provided: ${key}`;
    const cause = new Error(`Authorization: Bearer ${key}`);
    const error = toError(fault("AuthenticationError", { message, failure: { kind: "reset", message: "cut", cause } }));
    for (const text of [error.message, error.stack, String(error), inspect(error), inspect({ error }, { depth: 9 })])
      expect(text).not.toContain(key);
    expect(inspect(error)).toContain("status: 401");
  });

  it("shows none in its JSON, wherever in its answer the provider repeats it", () => {
    const key = "sk-proj-abcdefghijklmnop0123456789";
    const seen = [`Bearer ${key}`, { url: `https://api.example/v1?api_key=${key}&page=2`, code: 401, ok: false }];
    const body = { error: { message: `bad key ${key}`, "x-api-key": "short", seen }, model: "gpt-4o", none: null };
    const failure = { kind: "reset", message: `cut: ${key}` } as const;
    const error = toError(fault("AuthenticationError", { body, failure }));
    const shown = [`REDACTED`, { url: "https://api.example/v1?REDACTED&page=2", code: 401, ok: false }];
    const expected = { error: { message: "bad key REDACTED", "x-api-key": "REDACTED", seen: shown } };
    expect(error.body).toEqual({ ...expected, model: "gpt-4o", none: null });
    expect(JSON.stringify(error)).not.toContain(key);
    expect(body.error.message).toContain(key);
  });

  it("keeps the numbers of its answer as they were sent", () => {
    const read = parse('{"error":{"id":12345678901234567890,"cost":1.0}}');
    const body = read.ok ? read.value : null;
    expect(toError(fault("APIError", { body })).body).toEqual(body);
  });
});
