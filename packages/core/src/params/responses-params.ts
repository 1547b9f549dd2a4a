import { words } from "./words.ts";

/** OpenAI's optional parameters of responses that `responses` names as arguments, in its order, which becomes the body's. */
export const RESPONSES_ARGUMENTS: readonly string[] = words(`
include instructions max_output_tokens prompt metadata parallel_tool_calls previous_response_id reasoning store background
stream temperature text tool_choice tools top_p truncation user service_tier safety_identifier`);

/** Those that are a text, which is sent as it is whatever it says. */
export const RESPONSES_TEXTS: readonly string[] = ["instructions", "prompt_cache_key", "safety_identifier", "user"];

/** Those of `compact_responses`. */
export const COMPACT_ARGUMENTS: readonly string[] = ["instructions", "previous_response_id"];

/** All of them (`ResponsesAPIOptionalRequestParams`). */
export const RESPONSES_PARAMS: ReadonlySet<string> = new Set([
  ...RESPONSES_ARGUMENTS,
  ...words(`
max_tool_calls prompt_cache_key prompt_cache_retention prompt_cache_options stream_options top_logprobs partial_images
context_management`),
]);
