import { readFileSync } from "node:fs";
import type { FailureKind, PendingUsage } from "@lintel/core";
import { isObject, type JsonObject, numeric, parse } from "@lintel/core/json";
import { describe, expect, it } from "vitest";
import { type Drive, type Driven, driveStream, OWN_BASE } from "./test/drive-stream.ts";

/** A body of ours and what LiteLLM made of it; numbers stand for texts of the first line. */
interface Recorded {
  readonly id: string;
  readonly kwargs?: JsonObject;
  readonly settings?: JsonObject;
  readonly body?: readonly (string | number)[];
  readonly body_b64?: string;
  readonly fails?: string;
  readonly chunks: readonly (string | number)[];
  readonly exception?: { readonly class: string; readonly status_code: number; readonly message: string };
}

const FAILURES: Readonly<Record<string, FailureKind>> = { ReadError: "reset", RemoteProtocolError: "protocol" };
/** LiteLLM's behaviour, where this library deviates from it. */
const AS_LITELLM = { lintel_accept_truncated_streams: true, lintel_swallow_deltas: true };

const [head = "{}", ...lines] = readFileSync(new URL("./test/stream-recorded.jsonl", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "");
const { texts } = JSON.parse(head) as { readonly texts: readonly string[] };
const cases = lines.map((line) => JSON.parse(line) as Recorded);

function written(parts: readonly (string | number)[]): readonly string[] {
  return parts.map((part) => (typeof part === "number" ? (texts[part] ?? "") : part));
}

function bodyOf({ body = [], body_b64 }: Recorded): Uint8Array {
  return body_b64 === undefined
    ? new TextEncoder().encode(written(body).join(""))
    : Uint8Array.from(Buffer.from(body_b64, "base64"));
}

function recordedUsage({ chunks }: Recorded): JsonObject {
  const parsed = parse(written(chunks).at(-1) ?? "{}");
  const usage = parsed.ok && isObject(parsed.value) ? parsed.value.usage : undefined;
  return isObject(usage) ? usage : {};
}

/** Stands in for the tokenizer with what LiteLLM's counted. */
function counter(recorded: Recorded): (pending: PendingUsage) => void {
  const { prompt_tokens, completion_tokens, completion_tokens_details: details, cost } = recordedUsage(recorded);
  const reasoning = isObject(details) ? (numeric(details.reasoning_tokens) ?? 0) : 0;
  return ({ reasoning: text, settle }) => {
    const completion = (numeric(completion_tokens) ?? 0) - (text === undefined ? 0 : reasoning);
    settle({ prompt: numeric(prompt_tokens) ?? 0, completion, reasoning }, numeric(cost));
  };
}

function drive(recorded: Recorded, parts: readonly Uint8Array[]): Driven {
  const { kwargs = {}, settings = {}, fails } = recorded;
  const { stream_options: asked, model, api_base: base } = kwargs;
  const failure = fails === undefined ? undefined : { kind: FAILURES[fails] ?? "read_timeout", message: fails };
  const options: Drive = {
    model: typeof model === "string" ? model.replace("openai/", "") : "gpt-4o",
    base: typeof base === "string" ? base : OWN_BASE,
    params: asked === undefined ? {} : { stream_options: asked },
    settings: { ...settings, ...AS_LITELLM },
    mergeReasoning: kwargs.merge_reasoning_content_in_choices === true,
    count: counter(recorded),
    ...(failure && { stop: { stop: "transport", failure } }),
  };
  return driveStream(parts, options);
}

function numberedIds(chunks: readonly string[]): readonly string[] {
  return chunks.map((chunk) => chunk.replace(/chatcmpl-5eed0*([1-9a-f][0-9a-f]*)-[0-9a-f-]+/g, "chatcmpl-#$1"));
}

describe("streams recorded from LiteLLM", () => {
  it("are many", () => {
    expect(cases.length).toBeGreaterThan(600);
  });

  it.each(cases.map((recorded) => [recorded.id, recorded] as const))("%s", (_, recorded) => {
    const body = bodyOf(recorded);
    const whole = drive(recorded, [body]);
    expect(whole.chunks).toEqual(numberedIds(written(recorded.chunks)));
    const { fault } = whole;
    const told = fault && { class: fault.kind, status_code: fault.status, message: fault.message };
    expect(told).toEqual(recorded.exception);
    const bytewise = drive(
      recorded,
      Array.from(body, (byte) => Uint8Array.of(byte)),
    );
    expect(bytewise).toEqual(whole);
  });
});
