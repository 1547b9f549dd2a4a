import { truthy } from "@lintel/core";
import { isObject, type Json, type JsonObject } from "@lintel/core/json";

const NOTHING: JsonObject = { input_tokens: 0, output_tokens: 0, total_tokens: 0 };
const COUNTED_IN = ["text_tokens", "audio_tokens", "image_tokens", "video_tokens"] as const;
const SEARCHED = ["web_search_requests", "google_maps_grounding_requests"] as const;
const COUNTED_OUT = ["audio_tokens", "text_tokens", "image_tokens"] as const;

function told(details: JsonObject, names: readonly string[]): JsonObject {
  const found = names.map((name) => [name, details[name] ?? null] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== null));
}

function inputDetails(details: JsonObject): JsonObject {
  const {
    cached_tokens: cached,
    cached_tokens_details: kinds,
    cache_write_tokens: first,
    cache_creation_tokens: second,
  } = details;
  const written = truthy(first) ? first : (second ?? null);
  return {
    cached_tokens: cached ?? 0,
    ...told(details, COUNTED_IN),
    ...(isObject(kinds) && { cached_tokens_details: kinds }),
    ...(written !== null && { cache_write_tokens: written ?? null }),
    ...told(details, SEARCHED),
  };
}

/** A chat usage in the Responses API's words (`_transform_chat_completion_usage_to_responses_usage`). */
export function responsesUsage(usage: Json | undefined): JsonObject {
  if (!isObject(usage)) return NOTHING;
  const { prompt_tokens_details: prompt = null, completion_tokens_details: completion = null, cost = null } = usage;
  return {
    input_tokens: usage.prompt_tokens ?? 0,
    output_tokens: usage.completion_tokens ?? 0,
    total_tokens: usage.total_tokens ?? 0,
    ...(cost !== null && { cost }),
    ...(isObject(prompt) && { input_tokens_details: inputDetails(prompt) }),
    ...(isObject(completion) && {
      output_tokens_details: { reasoning_tokens: completion.reasoning_tokens ?? 0, ...told(completion, COUNTED_OUT) },
    }),
  };
}
