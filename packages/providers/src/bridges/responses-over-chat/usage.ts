import { truthy } from "@lintel/core";
import { isObject, type Json, type JsonObject } from "@lintel/core/json";

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

function outputDetails(details: JsonObject): JsonObject {
  return { reasoning_tokens: details.reasoning_tokens ?? 0, ...told(details, COUNTED_OUT) };
}

/**
 * A chat usage in the Responses API's words (`_transform_chat_completion_usage_to_responses_usage`). LiteLLM leaves out details
 * that the provider does not tell, without which no such usage is.
 */
export function responsesUsage(told: Json | undefined, isBare: boolean): JsonObject {
  const usage = isObject(told) ? told : {};
  const { prompt_tokens_details: prompt = null, completion_tokens_details: completion = null, cost = null } = usage;
  const input = isObject(prompt) ? prompt : isBare ? undefined : {};
  const output = isObject(completion) ? completion : isBare ? undefined : {};
  return {
    input_tokens: usage.prompt_tokens ?? 0,
    output_tokens: usage.completion_tokens ?? 0,
    total_tokens: usage.total_tokens ?? 0,
    ...(cost !== null && { cost }),
    ...(input !== undefined && { input_tokens_details: inputDetails(input) }),
    ...(output !== undefined && { output_tokens_details: outputDetails(output) }),
  };
}
