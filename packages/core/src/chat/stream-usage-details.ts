import { entries, float, isObject, type Json, type JsonObject, numeric, object } from "../json/index.ts";
import { toInt } from "./chunk-int.ts";
import { type Member, others, present } from "./chunk-members.ts";

const COMPLETION_NAMES: readonly string[] = [
  "accepted_prediction_tokens",
  "audio_tokens",
  "reasoning_tokens",
  "rejected_prediction_tokens",
  "text_tokens",
  "image_tokens",
  "video_tokens",
];

const PROMPT_NAMES: readonly string[] = [
  "audio_tokens",
  "cache_write_tokens",
  "cached_tokens",
  "text_tokens",
  "image_tokens",
  "video_tokens",
  "web_search_requests",
  "google_maps_grounding_requests",
  "tool_use_tokens",
  "character_count",
  "image_count",
  "video_length_seconds",
  "audio_length_seconds",
  "query_count",
  "cache_creation_tokens",
  "cache_creation_token_details",
  "cached_tokens_details",
];

const SECONDS: ReadonlySet<string> = new Set(["video_length_seconds", "audio_length_seconds"]);
const SERVER_TOOLS: readonly string[] = ["web_search_requests", "tool_search_requests", "browser_open_requests"];

/** Fields of a prompt's details that a whole answer shows without a value, too. */
const SHOWN: readonly string[] = ["audio_tokens", "cached_tokens", "text_tokens", "image_tokens", "video_tokens"];

const NESTED: Readonly<Record<string, readonly string[]>> = {
  cache_creation_token_details: ["ephemeral_5m_input_tokens", "ephemeral_1h_input_tokens"],
  cached_tokens_details: ["text_tokens", "audio_tokens", "image_tokens"],
};

/** A model of LiteLLM's usage. */
export interface UsageFields {
  readonly names: readonly string[];
  /** Those among them that are shown without a value, where nulls are. */
  readonly shown: readonly string[];
  /** Whether other members are not kept. */
  readonly isClosed?: boolean;
}

export const COMPLETION_DETAILS: UsageFields = { names: COMPLETION_NAMES, shown: COMPLETION_NAMES };
export const PROMPT_DETAILS: UsageFields = { names: PROMPT_NAMES, shown: SHOWN };
export const SERVER_TOOL_USE: UsageFields = { names: SERVER_TOOLS, shown: SERVER_TOOLS, isClosed: true };

function memberOf(value: JsonObject, { name, isWhole }: { readonly name: string; readonly isWhole: boolean }): Json {
  const found = value[name] ?? null;
  if (SECONDS.has(name)) return numeric(found) === undefined ? found : float(numeric(found) ?? 0);
  if (!isObject(found)) return toInt(found) ?? null;
  const inside = NESTED[name];
  if (isWhole && inside !== undefined) return object(inside.map((key) => [key, toInt(found[key]) ?? null]));
  return present(others(found, new Set()));
}

/** An object's named members in that order, then the others; nulls left out, or shown as a whole answer shows them. */
export function usageMembers(
  value: JsonObject,
  { names, shown, isClosed = false }: UsageFields,
  isWhole: boolean,
): JsonObject {
  const members: Member[] = [];
  for (const name of names) {
    const found = memberOf(value, { name, isWhole });
    if (found !== null || (isWhole && shown.includes(name))) members.push([name, found]);
  }
  const rest = isClosed
    ? []
    : entries(value).filter(([name, held]) => !names.includes(name) && (isWhole || held !== null));
  return object([...members, ...rest]);
}
