import { words } from "./words.ts";

/** The parameters of LiteLLM's `anthropic_messages`, in the order its request has them; `messages` and `model` apart. */
export const NAMED_MESSAGES_PARAMS: readonly string[] = words(`
max_tokens metadata stop_sequences stream system temperature thinking tool_choice tools top_k top_p container`);

/** What LiteLLM sends of a messages call (`AnthropicMessagesRequestOptionalParams`). */
export const MESSAGES_PARAMS: readonly string[] = [
  ...NAMED_MESSAGES_PARAMS,
  ...words(`
inference_geo mcp_servers context_management output_format speed output_config cache_control reasoning_effort
safeguards`),
];
