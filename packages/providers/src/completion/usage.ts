import { truthy } from "@lintel/core";
import { isInt, isObject, type Json, type JsonObject, numeric } from "@lintel/core/json";
import { int, type Notes, type Path } from "../lax/index.ts";
import { field, others, present } from "./members.ts";
import { completionDetails, promptDetails, serverToolUse } from "./usage-models.ts";

/** What LiteLLM's `Usage` takes by name; anything else follows as it is. */
const FIELDS: ReadonlySet<string> = new Set([
  "prompt_tokens",
  "completion_tokens",
  "total_tokens",
  "reasoning_tokens",
  "prompt_tokens_details",
  "completion_tokens_details",
  "server_tool_use",
  "cost",
]);

/** A usage nobody reported. */
export const NO_USAGE: JsonObject = { completion_tokens: 0, prompt_tokens: 0, total_tokens: 0 };

interface Place {
  readonly at: Path;
  readonly notes: Notes;
}

function asObject(value: Json): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

/** Details, if there are any: LiteLLM takes no notice of anything but a filled object. */
function told(usage: JsonObject, key: string): JsonObject | undefined {
  const value = field(usage, key);
  return isObject(value) && truthy(value) ? value : undefined;
}

function completion(usage: JsonObject, { at, notes }: Place): JsonObject | undefined {
  const given = told(usage, "completion_tokens_details");
  const here = [...at, "completion_tokens_details"];
  const reasoning = field(usage, "reasoning_tokens");
  const read = given === undefined ? undefined : asObject(completionDetails(given, here, notes));
  if (!truthy(reasoning)) return read;
  const { image_tokens, audio_tokens, text_tokens = null, reasoning_tokens = null } = read ?? {};
  const total = field(usage, "completion_tokens");
  const spent = [reasoning, image_tokens, audio_tokens].reduce<number>((sum, each) => sum + (numeric(each) ?? 0), 0);
  const text = total === null ? null : Math.max(0, (numeric(total) ?? 0) - spent);
  return asObject(
    completionDetails(
      { ...read, reasoning_tokens: reasoning_tokens ?? reasoning, text_tokens: text_tokens ?? text },
      here,
      notes,
    ),
  );
}

/** Both names of cache writes, where either is told. */
function withCacheWrites(details: JsonObject): JsonObject {
  const inner = field(details, "cache_creation_input_tokens");
  const writes = details.cache_write_tokens ?? details.cache_creation_tokens ?? (isInt(inner) ? inner : null);
  return writes === null ? details : { ...details, cache_write_tokens: writes, cache_creation_tokens: writes };
}

function prompt(usage: JsonObject, { at, notes }: Place): JsonObject | undefined {
  const given = told(usage, "prompt_tokens_details");
  const here = [...at, "prompt_tokens_details"];
  const model = (value: JsonObject): JsonObject => asObject(promptDetails(value, here, notes)) ?? {};
  const read = given === undefined ? undefined : model(withCacheWrites(model(given)));
  const hits = ["cache_read_input_tokens", "prompt_cache_hit_tokens"].map((key) => field(usage, key));
  const hit = hits.find((value) => isInt(value));
  const cached = hit === undefined ? read : model({ ...read, cached_tokens: hit });
  const writes = field(usage, "cache_creation_input_tokens");
  if (!isInt(writes)) return cached;
  // Both were deleted when they were found unset, so they come back at the end of the fields, before the extras.
  return cached === undefined || cached.cache_write_tokens !== undefined
    ? model({ ...cached, cache_write_tokens: writes, cache_creation_tokens: writes })
    : { ...cached, cache_write_tokens: writes, cache_creation_tokens: writes };
}

function tokens(usage: JsonObject, { key, at, notes }: Place & { readonly key: string }): Json {
  const value = field(usage, key);
  return truthy(value) ? int(value, [...at, key], notes) : 0;
}

/** A provider's usage as LiteLLM's `Usage` prints it. */
export function usage(source: JsonObject, place: Place): JsonObject {
  const { at, notes } = place;
  const tools = field(source, "server_tool_use");
  return present([
    ...["completion_tokens", "prompt_tokens", "total_tokens"].map(
      (key) => [key, tokens(source, { ...place, key })] as const,
    ),
    ["completion_tokens_details", completion(source, place) ?? null],
    ["prompt_tokens_details", prompt(source, place) ?? null],
    ["server_tool_use", isObject(tools) ? serverToolUse(tools, [...at, "server_tool_use"], notes) : tools],
    ["cost", field(source, "cost")],
    ...others(source, FIELDS).filter(([key]) => !key.startsWith("_")),
  ]);
}
