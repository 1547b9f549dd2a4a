import type { Ability } from "@lintel/core/pricing";
import type { SupportsFamily, SupportsOne } from "./cost-types.ts";

/** LiteLLM's `supports_…` functions, each by the ability it asks for. */
export function supportsFamily(of: (ability: Ability) => SupportsOne): SupportsFamily {
  return {
    supportsAnthropicThinkingPayload: of("anthropic_thinking_payload"),
    supportsAudioInput: of("audio_input"),
    supportsAudioOutput: of("audio_output"),
    supportsComputerUse: of("computer_use"),
    supportsEmbeddingImageInput: of("embedding_image_input"),
    supportsFunctionCalling: of("function_calling"),
    supportsMidConversationSystem: of("mid_conversation_system"),
    supportsNativeStreaming: of("native_streaming"),
    supportsNativeStructuredOutput: of("native_structured_output"),
    supportsNoneReasoningEffort: of("none_reasoning_effort"),
    supportsParallelFunctionCalling: of("parallel_function_calling"),
    supportsPdfInput: of("pdf_input"),
    supportsPromptCacheBreakpoint: of("prompt_cache_breakpoint"),
    supportsPromptCaching: of("prompt_caching"),
    supportsReasoning: of("reasoning"),
    supportsResponseSchema: of("response_schema"),
    supportsSystemMessages: of("system_messages"),
    supportsThinkingCachePreservation: of("thinking_cache_preservation"),
    supportsToolChoice: of("tool_choice"),
    supportsUrlContext: of("url_context"),
    supportsVision: of("vision"),
    supportsWebSearch: of("web_search"),
  };
}
