import { truthy } from "@lintel/core";
import { float, isFloat, isInt, isObject, type Json, type JsonObject, numeric } from "@lintel/core/json";
import type { Notes, Path } from "../lax/index.ts";
import { field } from "./members.ts";
import { arrangeCompletion, arrangePrompt, completionDetails, promptDetails } from "./usage-models.ts";

export interface Place {
  readonly at: Path;
  readonly notes: Notes;
}

/** Details, if there are any: LiteLLM takes no notice of anything but a filled object. */
function told(usage: JsonObject, key: string): JsonObject | undefined {
  const value = field(usage, key);
  return isObject(value) && truthy(value) ? value : undefined;
}

function asObject(value: Json): JsonObject {
  return isObject(value) ? value : {};
}

/** A number in Python's sense, in which booleans are ints. */
function amount(value: Json | undefined): number | undefined {
  return typeof value === "boolean" ? Number(value) : numeric(value);
}

function isPythonInt(value: Json): boolean {
  return isInt(value) || typeof value === "boolean";
}

/** What is left of all tokens for text, as Python computes it; undefined where it cannot. */
function textTokens(total: Json, spent: readonly (Json | undefined)[]): Json | undefined {
  const known = spent.filter((value) => value !== undefined && truthy(value));
  const [all, ...each] = [total, ...known].map(amount);
  if (all === undefined || each.includes(undefined)) return undefined;
  const left = each.reduce<number>((rest, value) => rest - (value ?? 0), all);
  if (left <= 0) return 0;
  return [total, ...known].some((value) => isFloat(value)) ? float(left) : left;
}

/** An answer's details, completed from reasoning that is told beside them. */
export function completion(usage: JsonObject, { at, notes }: Place): JsonObject | null {
  const given = told(usage, "completion_tokens_details");
  const read = given && asObject(completionDetails(given, [...at, "completion_tokens_details"], notes));
  const reasoning = field(usage, "reasoning_tokens");
  if (!truthy(reasoning)) return read ?? null;
  const { image_tokens, audio_tokens, text_tokens = null, reasoning_tokens = null } = read ?? {};
  const total = field(usage, "completion_tokens");
  const isDone = text_tokens !== null || total === null;
  const text = isDone ? text_tokens : textTokens(total, [reasoning, image_tokens, audio_tokens]);
  if (text === undefined)
    notes.problem({ at, type: "int_type", message: "reasoning_tokens cannot be counted with", input: reasoning });
  return arrangeCompletion({ ...read, reasoning_tokens: reasoning_tokens ?? reasoning, text_tokens: text ?? null });
}

/** Both names of cache writes, where either is told. */
function withCacheWrites(details: JsonObject): JsonObject {
  const inner = field(details, "cache_creation_input_tokens");
  const writes = details.cache_write_tokens ?? details.cache_creation_tokens ?? (isPythonInt(inner) ? inner : null);
  return writes === null
    ? details
    : arrangePrompt({ ...details, cache_write_tokens: writes, cache_creation_tokens: writes });
}

/** A prompt's details, completed from what DeepSeek's and Anthropic's dialects tell beside them. */
export function prompt(usage: JsonObject, { at, notes }: Place): JsonObject | null {
  const given = told(usage, "prompt_tokens_details");
  const model = (value: JsonObject): JsonObject =>
    asObject(promptDetails(value, [...at, "prompt_tokens_details"], notes));
  const read = given && withCacheWrites(model(given));
  const hit = ["cache_read_input_tokens", "prompt_cache_hit_tokens"]
    .map((key) => field(usage, key))
    .find((value) => isPythonInt(value));
  const cached =
    hit === undefined ? read : arrangePrompt(read ? { ...read, cached_tokens: hit } : model({ cached_tokens: hit }));
  const writes = field(usage, "cache_creation_input_tokens");
  if (!isPythonInt(writes)) return cached ?? null;
  const mirrored = { cache_write_tokens: writes, cache_creation_tokens: writes };
  if (cached === undefined) return model(mirrored);
  // PromptTokensDetailsWrapper deletes both names when it finds them unset: set later, they come last of the fields.
  return arrangePrompt({ ...cached, ...mirrored }, cached.cache_write_tokens === undefined);
}
