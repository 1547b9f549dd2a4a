import { words } from "./words.ts";

/** OpenAI's optional parameters of chat completions, in the order of LiteLLM's `get_optional_params`, which becomes the body's. */
export const CHAT_PARAMS: readonly string[] = words(`
functions function_call temperature top_p n stream stream_options stop max_tokens max_completion_tokens modalities prediction
audio presence_penalty frequency_penalty logit_bias user response_format seed tools tool_choice logprobs top_logprobs
parallel_tool_calls reasoning_effort verbosity thinking web_search_options safety_identifier store prompt_cache_key
include_server_side_tool_invocations service_tier context_management`);

/** Parameters that are never refused for want of support (`PROVIDER_UNVALIDATED_PARAMS`). */
export const UNVALIDATED: readonly string[] = ["user", "stream_options", "stream", "max_retries"];
