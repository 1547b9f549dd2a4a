import { isInt, isObject, type Json, type JsonObject, numeric } from "@lintel/core/json";

function count(value: Json | undefined): number {
  const number = numeric(value);
  return number !== undefined && number > 0 && Number.isInteger(number) ? number : 0;
}

function firstOf(...values: readonly (Json | undefined)[]): number {
  return values.map(count).find((it) => it > 0) ?? 0;
}

/** A chat usage in Anthropic's words: what came from the cache or went into it is no input beside. */
export function messagesUsage(usage: Json | undefined): JsonObject {
  const { prompt_tokens: prompt, completion_tokens: completion, ...told } = isObject(usage) ? usage : {};
  const details = isObject(told.prompt_tokens_details) ? told.prompt_tokens_details : {};
  const server = isObject(told.server_tool_use) ? told.server_tool_use : {};
  const read = firstOf(told.cache_read_input_tokens, details.cached_tokens);
  const written = firstOf(told.cache_creation_input_tokens, details.cache_creation_tokens, details.cache_write_tokens);
  const searches = firstOf(server.web_search_requests, details.web_search_requests);
  return {
    input_tokens: Math.max((numeric(prompt) ?? 0) - read - written, 0),
    output_tokens: isInt(completion) ? completion : (numeric(completion) ?? 0),
    ...(written > 0 && { cache_creation_input_tokens: written }),
    ...(read > 0 && { cache_read_input_tokens: read }),
    ...(searches > 0 && { server_tool_use: { web_search_requests: searches, web_fetch_requests: 0 } }),
  };
}
