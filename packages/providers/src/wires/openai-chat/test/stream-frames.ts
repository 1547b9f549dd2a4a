import { isArray, isObject, type Json, type JsonObject, parse } from "@lintel/core/json";
import { bytes, type Drive, type Driven, driveStream } from "./drive-stream.ts";

export const USAGE = { params: { stream_options: { include_usage: true } } };

export function event(value: unknown, name?: string): string {
  return `${name === undefined ? "" : `event: ${name}\n`}data: ${typeof value === "string" ? value : JSON.stringify(value)}\n\n`;
}

export function chunk(
  delta: unknown,
  more: { readonly index?: number; readonly finish_reason?: unknown; readonly logprobs?: unknown } = {},
): unknown {
  return {
    id: "c",
    object: "chat.completion.chunk",
    created: 1,
    model: "m",
    choices: [{ index: 0, delta, finish_reason: null, ...more }],
  };
}

export const ROLE = chunk({ role: "assistant", content: "" });
export const HELLO = chunk({ content: "Hello" });
export const STOP = chunk({}, { finish_reason: "stop" });
export const SPENT = {
  id: "c",
  object: "chat.completion.chunk",
  created: 1,
  model: "m",
  choices: [],
  usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 },
};

export function drive(frames: readonly unknown[], options: Drive = {}): Driven {
  return driveStream(bytes(frames.map((frame) => event(frame)).join("")), options);
}

export function value(text: string): JsonObject {
  const parsed = parse(text);
  return parsed.ok && isObject(parsed.value) ? parsed.value : {};
}

export function choicesOf(text: string): readonly JsonObject[] {
  const { choices } = value(text);
  return isArray(choices) ? choices.filter(isObject) : [];
}

export function deltas({ chunks }: Driven): readonly Json[] {
  return chunks.flatMap(choicesOf).map(({ delta }) => delta ?? null);
}
