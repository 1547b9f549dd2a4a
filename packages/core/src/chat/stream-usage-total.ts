import { isInt, isObject, type Json, type JsonObject, type Num, numeric } from "../json/index.ts";
import { toInt } from "./chunk-int.ts";
import { present } from "./chunk-members.ts";

/** What the chunks of a stream have told of its usage so far, as LiteLLM's `_calculate_usage_per_chunk` adds it up. */
export interface UsageTotal {
  readonly prompt: number | Num;
  readonly completion: number | Num;
  /** How many chunks told a count of the answer's tokens. */
  readonly completionsTold: number;
  readonly cacheCreation?: Json;
  readonly cacheRead?: Json;
  readonly completionDetails?: JsonObject;
  readonly promptDetails?: JsonObject;
  /** Requests to grounding services: the last that were told, whichever chunk's details come last. */
  readonly grounding: JsonObject;
  readonly cacheCreationDetails?: JsonObject;
  readonly serverToolUse?: JsonObject;
  readonly cost?: Json;
  /** `inference_geo` and `speed`. */
  readonly pricing: JsonObject;
}

export const NO_USAGE: UsageTotal = { prompt: 0, completion: 0, completionsTold: 0, grounding: {}, pricing: {} };

const GROUNDING = ["web_search_requests", "google_maps_grounding_requests"] as const;
const PRICING = ["inference_geo", "speed"] as const;

function isPositive(value: number | Num | undefined): value is number | Num {
  return (numeric(value) ?? 0) > 0;
}

/** A number of tokens; what is no whole number is cut off. */
function toCount(value: Json | undefined): number | Num | undefined {
  const size = numeric(value);
  return toInt(value) ?? (size !== undefined && Number.isFinite(size) ? Math.trunc(size) : undefined);
}

function details(value: Json | undefined): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

function minus(from: Json | undefined, ...taken: readonly (Json | undefined)[]): number {
  return taken.reduce<number>((rest, each) => rest - (numeric(each) ?? 0), numeric(from) ?? 0);
}

/** Reasoning told outside the details goes into them, and with it the rest as text. */
function completionDetails(usage: JsonObject): JsonObject | undefined {
  const given = details(usage.completion_tokens_details);
  const reasoning = toInt(usage.reasoning_tokens);
  if (!isPositive(reasoning)) return given;
  const { reasoning_tokens: told = null, text_tokens: text = null, image_tokens, audio_tokens } = given ?? {};
  const rest = Math.max(0, minus(toInt(usage.completion_tokens), reasoning, image_tokens, audio_tokens));
  return { ...given, reasoning_tokens: told ?? reasoning, text_tokens: text ?? rest };
}

/** Cache counts told outside the details, in the dialects of DeepSeek and Anthropic, go into them. */
function promptDetails(usage: JsonObject): JsonObject | undefined {
  const { prompt_cache_hit_tokens: hit, cache_read_input_tokens: read, cache_creation_input_tokens: write } = usage;
  const cached = isInt(read) ? read : isInt(hit) ? hit : undefined;
  const given = details(usage.prompt_tokens_details);
  const merged = {
    ...given,
    ...(cached !== undefined && { cached_tokens: cached }),
    ...(isInt(write) && { cache_write_tokens: write }),
  };
  return given === undefined && Object.keys(merged).length === 0 ? undefined : withCacheWrites(merged);
}

/** The two names of cache writes mirror each other. */
function withCacheWrites(value: JsonObject): JsonObject {
  const {
    cache_write_tokens: write = null,
    cache_creation_tokens: creation = null,
    cache_creation_input_tokens: input = null,
  } = value;
  const written = write ?? creation ?? (isInt(input) ? input : null);
  return written === null ? value : { ...value, cache_write_tokens: written, cache_creation_tokens: written };
}

/** A count that grows is kept; one that is zero counts only where none is known. */
function counted(told: Json | undefined, before: Json | undefined): Json | undefined {
  if (told === undefined || told === null) return before;
  return before === undefined || (numeric(told) ?? 0) > 0 ? told : before;
}

function named(source: JsonObject, names: readonly string[], isTaken: (value: Json) => boolean): JsonObject {
  return present(names.map((name) => [name, isTaken(source[name] ?? null) ? (source[name] ?? null) : null] as const));
}

/** Adds a chunk's usage, as the provider wrote it. */
export function addUsage(total: UsageTotal, usage: JsonObject): UsageTotal {
  const prompt = toCount(usage.prompt_tokens);
  const completion = toCount(usage.completion_tokens);
  const inPrompt = promptDetails(usage);
  const inCompletion = completionDetails(usage);
  const creation = details(inPrompt?.cache_creation_token_details);
  const tools = details(usage.server_tool_use);
  const cacheCreation = counted(usage.cache_creation_input_tokens, total.cacheCreation);
  const cacheRead = counted(usage.cache_read_input_tokens, total.cacheRead);
  return {
    ...total,
    prompt: isPositive(prompt) ? prompt : total.prompt,
    completion: isPositive(completion) ? completion : total.completion,
    completionsTold: total.completionsTold + (isPositive(completion) ? 1 : 0),
    ...(cacheCreation !== undefined && { cacheCreation }),
    ...(cacheRead !== undefined && { cacheRead }),
    ...(inCompletion !== undefined && { completionDetails: inCompletion }),
    ...(inPrompt !== undefined && { promptDetails: inPrompt }),
    grounding: { ...total.grounding, ...(inPrompt && named(inPrompt, GROUNDING, (value) => value !== null)) },
    ...(creation !== undefined && { cacheCreationDetails: creation }),
    ...(tools !== undefined && { serverToolUse: tools }),
    ...((usage.cost ?? null) !== null && { cost: usage.cost ?? null }),
    pricing: { ...total.pricing, ...named(usage, PRICING, (value) => typeof value === "string") },
  };
}

/** The usage without a lone count that stands for nothing: LiteLLM's `_reset_anthropic_cursor_completion_tokens`. */
export function withoutCursor(total: UsageTotal): UsageTotal {
  if (total.completionsTold >= 2 || !isPositive(total.completion)) return total;
  const { completionDetails: _, ...rest } = total;
  return { ...rest, completion: 0 };
}
