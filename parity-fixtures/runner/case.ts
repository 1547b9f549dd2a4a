import { fromBase64 } from "@lintel/core";
import { isNum, type Json, type JsonObject, parse } from "@lintel/core/json";
import { letters } from "./letters.ts";

/** One canned answer: bytes in the pieces they arrive in, or the httpx error raised instead. */
export type ScriptedReply = { readonly match?: string } & (
  | {
      readonly reply: "answer";
      readonly status: number;
      readonly headers: readonly (readonly [name: string, value: string])[];
      readonly pieces: readonly Uint8Array[];
    }
  | { readonly reply: "failure"; readonly fail: string; readonly message?: string }
);

/** What a user would pass, and what the provider answers. */
export interface Case {
  readonly id: string;
  /** LiteLLM's name of the function. */
  readonly function: string;
  readonly provider: string;
  readonly kwargs: Readonly<Record<string, unknown>>;
  readonly settings: JsonObject;
  readonly env: Readonly<Record<string, string>>;
  readonly replies: readonly ScriptedReply[];
  /** Whether retries are part of the record. */
  readonly retries: boolean;
}

export function isObject(value: unknown): value is JsonObject {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !isNum(value) &&
    !(value instanceof Uint8Array)
  );
}

export function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

export function asNumber(value: unknown): number | undefined {
  return typeof value === "number" ? value : isNum(value) ? value.value : undefined;
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textEntries(value: unknown): readonly (readonly [string, string])[] {
  if (Array.isArray(value))
    return value.flatMap((pair) => [[String(asList(pair)[0]), String(asList(pair)[1])] as const]);
  return isObject(value) ? Object.entries(value).map(([name, text]) => [name, String(text)] as const) : [];
}

export function asBytes(value: unknown): Uint8Array {
  return (typeof value === "string" ? fromBase64(value) : undefined) ?? new Uint8Array();
}

/**
 * `{"$b64": text}` as bytes, `{"$letters": {…}}` as a long text, and `{"$object": class, …}` as its members, at any depth; a value
 * without any stays the very same.
 */
export function withBytes(value: unknown): unknown {
  if (Array.isArray(value)) {
    const made = value.map(withBytes);
    return made.some((member, at) => member !== value[at]) ? made : value;
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  const text = entries.length === 1 ? asText(value.$b64) : undefined;
  if (text !== undefined) return fromBase64(text) ?? value;
  if (entries.length === 1 && value.$letters !== undefined) return letters(value.$letters);
  if (entries.length === 1 && value.$error !== undefined) return withBytes(value.$error);
  if (value.$object !== undefined) return withBytes(Object.fromEntries(entries.filter(([key]) => key !== "$object")));
  const made = entries.map(([key, member]) => [key, withBytes(member)] as const);
  return made.some(([, member], at) => member !== entries[at]?.[1]) ? Object.fromEntries(made) : value;
}

function readReply(value: unknown): ScriptedReply {
  const reply = isObject(value) ? value : {};
  const match = asText(reply.match);
  const fail = asText(reply.fail);
  const message = asText(reply.message);
  const matched = match !== undefined && { match };
  if (fail !== undefined) return { reply: "failure", ...matched, fail, ...(message !== undefined && { message }) };
  const pieces = Array.isArray(reply.chunks_b64) ? reply.chunks_b64.map(asBytes) : [asBytes(reply.body_b64)];
  return {
    reply: "answer",
    ...matched,
    status: asNumber(reply.status) ?? 200,
    headers: textEntries(reply.headers),
    pieces,
  };
}

/** The provider of a call that names none. */
export const UNNAMED = "?";

/** The provider a model string names by its prefix. */
function providerOf(kwargs: JsonObject): string {
  const given = asText(kwargs.custom_llm_provider);
  const [prefix, rest] = (asText(kwargs.model) ?? "").split("/", 2);
  return given ?? (rest === undefined ? UNNAMED : (prefix ?? UNNAMED));
}

/** A line's call and replies; undefined if the line is no case. */
export function readCase(line: Json): Case | undefined {
  if (!isObject(line)) return undefined;
  const id = asText(line.id);
  const name = asText(line.function);
  const kwargs = line.kwargs ?? {};
  if (id === undefined || name === undefined || !isObject(kwargs)) return undefined;
  const args = withBytes(kwargs);
  return {
    id,
    function: name,
    provider: asText(line.provider) ?? providerOf(kwargs),
    kwargs: isObject(args) ? args : {},
    settings: isObject(line.settings) ? line.settings : {},
    env: Object.fromEntries(textEntries(line.env)),
    replies: asList(line.replies).map(readReply),
    retries: line.retries === true,
  };
}

/** A line's text as JSON; undefined if it is none. */
export function readLine(text: string): Json | undefined {
  const read = parse(text);
  return read.ok ? read.value : undefined;
}
