import { entries, float, isArray, isObject, type Json, type JsonObject, numeric, object } from "../json/index.ts";
import { toInt } from "./chunk-int.ts";
import { type Member, others, present } from "./chunk-members.ts";

const TOKEN: ReadonlySet<string> = new Set(["token", "bytes", "logprob", "top_logprobs"]);
const LOGPROBS: ReadonlySet<string> = new Set(["content", "refusal"]);

type Read<T> = (value: Json) => T | undefined;

/** All items read, or undefined if one cannot be. */
function each<T>(value: Json, read: Read<T>): readonly T[] | undefined {
  if (!isArray(value)) return undefined;
  const items = value.flatMap((item) => read(item) ?? []);
  return items.length === value.length ? items : undefined;
}

/** A number, or the text of one. */
function toFloat(value: Json | undefined): number | undefined {
  if (typeof value !== "string") return numeric(value);
  return value.trim() === "" || Number.isNaN(Number(value)) ? undefined : Number(value);
}

function tokenMembers(value: JsonObject): readonly Member[] | undefined {
  const { token, logprob, bytes: given = null } = value;
  const size = toFloat(logprob);
  const bytes = given === null ? null : each(given, toInt);
  if (typeof token !== "string" || size === undefined || bytes === undefined) return undefined;
  return [
    ["token", token],
    ["bytes", bytes],
    ["logprob", float(size)],
  ];
}

function toTop(value: Json): JsonObject | undefined {
  const members = isObject(value) ? tokenMembers(value) : undefined;
  return members && present([...members, ...(isObject(value) ? others(value, TOKEN) : [])]);
}

/** A token's entry; LiteLLM makes an empty list of `top_logprobs` that are not there. */
function toEntry(value: Json, missing: Json): JsonObject | undefined {
  if (!isObject(value)) return undefined;
  const members = tokenMembers(value);
  const given = value.top_logprobs ?? missing;
  const tops = given === null ? null : each(given, toTop);
  return members && tops !== undefined
    ? present([...members, ["top_logprobs", tops], ...others(value, TOKEN)])
    : undefined;
}

/** An entry as the OpenAI SDK dumps it: its fields in order, nulls kept. */
function dumped(value: Json): Json {
  if (!isObject(value)) return value;
  const tops = value.top_logprobs ?? null;
  const size = numeric(value.logprob);
  return object([
    ["token", value.token ?? null],
    ["bytes", value.bytes ?? null],
    ["logprob", size === undefined ? (value.logprob ?? null) : float(size)],
    ["top_logprobs", isArray(tops) ? tops.map(dumpedTop) : tops],
    ...entries(value).filter(([key]) => !TOKEN.has(key)),
  ]);
}

function dumpedTop(value: Json): Json {
  if (!isObject(value)) return value;
  const size = numeric(value.logprob);
  return object([
    ["token", value.token ?? null],
    ["bytes", value.bytes ?? null],
    ["logprob", size === undefined ? (value.logprob ?? null) : float(size)],
    ...entries(value).filter(([key]) => key === "top_logprobs" || !TOKEN.has(key)),
  ]);
}

/** A choice's log probabilities as LiteLLM's model prints them; undefined where it does not take them. */
export function toLogprobs(value: Json): Json | undefined {
  if (!isObject(value)) return value;
  const { content: given = null, refusal = null } = value;
  const content = given === null ? null : each(given, (entry) => toEntry(entry, []));
  if (content === undefined) return undefined;
  const refused = isArray(refusal) ? refusal.map(dumped) : refusal;
  return present([["content", content], ["refusal", refused], ...others(value, LOGPROBS)]);
}

/** The same on the chunk that ends a choice, where LiteLLM prints the OpenAI SDK's model: missing lists stay missing. */
export function toLastLogprobs(value: Json): Json {
  if (!isObject(value)) return value;
  const list = (given: Json): Json => (isArray(given) ? given.map((entry) => toEntry(entry, null) ?? entry) : given);
  const { content = null, refusal = null } = value;
  return present([["content", list(content)], ["refusal", list(refusal)], ...others(value, LOGPROBS)]);
}
