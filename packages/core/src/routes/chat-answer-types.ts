import type { FunctionCall, RedactedThinkingBlock, ThinkingBlock, ToolCall } from "./chat-types.ts";

export interface TokenLogprob {
  readonly token: string;
  readonly logprob: number;
  readonly bytes: readonly number[] | null;
  readonly top_logprobs?: readonly Omit<TokenLogprob, "top_logprobs">[];
}

export interface Logprobs {
  readonly content: readonly TokenLogprob[] | null;
  readonly refusal?: readonly TokenLogprob[] | null;
}

export interface Annotation {
  readonly type: "url_citation";
  readonly url_citation: {
    readonly url: string;
    readonly title: string;
    readonly start_index: number;
    readonly end_index: number;
  };
}

export interface AudioOutput {
  readonly id: string;
  readonly data: string;
  readonly expires_at: number;
  readonly transcript: string;
}

export interface ImageOutput {
  readonly type: "image_url";
  readonly index?: number;
  readonly image_url: { readonly url: string; readonly detail?: string };
}

interface Extras {
  readonly annotations?: readonly Annotation[] | null;
  readonly images?: readonly ImageOutput[] | null;
  readonly reasoning_content?: string | null;
  readonly thinking_blocks?: readonly (ThinkingBlock | RedactedThinkingBlock)[] | null;
  readonly provider_specific_fields?: Readonly<Record<string, unknown>> | null;
}

/** What the model said, as a whole. */
export interface ChatAnswer extends Extras {
  readonly role: "assistant";
  readonly content: string | null;
  readonly refusal?: string | null;
  readonly tool_calls?: readonly ToolCall[] | null;
  readonly function_call?: FunctionCall | null;
  readonly audio?: AudioOutput | null;
}

export type FinishReason = "stop" | "length" | "tool_calls" | "content_filter" | "function_call";

export interface ChatChoice {
  readonly index: number;
  readonly message: ChatAnswer;
  readonly finish_reason: FinishReason;
  readonly logprobs?: Logprobs | null;
  readonly provider_specific_fields?: Readonly<Record<string, unknown>> | null;
}

/** Tokens used, in OpenAI's dialect with LiteLLM's additions. */
export interface ChatUsage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
  readonly prompt_tokens_details?: {
    readonly cached_tokens?: number | null;
    readonly cache_creation_tokens?: number | null;
    readonly cache_write_tokens?: number | null;
    readonly audio_tokens?: number | null;
    readonly image_tokens?: number | null;
    readonly text_tokens?: number | null;
    readonly video_tokens?: number | null;
  } | null;
  readonly completion_tokens_details?: {
    readonly accepted_prediction_tokens?: number | null;
    readonly rejected_prediction_tokens?: number | null;
    readonly audio_tokens?: number | null;
    readonly image_tokens?: number | null;
    readonly reasoning_tokens?: number | null;
    readonly text_tokens?: number | null;
    readonly video_tokens?: number | null;
  } | null;
}

/** A whole answer, as OpenAI's chat completion object. */
export interface ChatCompletion {
  readonly id: string;
  readonly object: "chat.completion";
  /** Unix time in seconds. */
  readonly created: number;
  readonly model: string;
  readonly choices: readonly ChatChoice[];
  readonly usage?: ChatUsage;
  readonly system_fingerprint?: string | null;
  readonly service_tier?: string | null;
}

export interface ToolCallDelta {
  readonly index: number;
  readonly id?: string | null;
  readonly type?: "function" | "custom" | null;
  readonly function?: { readonly name?: string | null; readonly arguments?: string };
  readonly custom?: { readonly name?: string | null; readonly input?: string };
}

export interface ChatDelta extends Extras {
  readonly role?: "assistant" | null;
  readonly content?: string | null;
  readonly refusal?: string | null;
  readonly tool_calls?: readonly ToolCallDelta[] | null;
  readonly function_call?: Partial<FunctionCall> | null;
  readonly audio?: Partial<AudioOutput> | null;
}

export interface ChunkChoice {
  readonly index: number;
  readonly delta: ChatDelta;
  readonly finish_reason?: FinishReason | null;
  readonly logprobs?: Logprobs | null;
}

/** A piece of a streamed answer, as OpenAI's chunk object. The last one carries `usage` where `stream_options.include_usage` asks for it. */
export interface ChatCompletionChunk {
  readonly id: string;
  readonly object: "chat.completion.chunk";
  /** Unix time in seconds. */
  readonly created: number;
  readonly model: string;
  readonly choices: readonly ChunkChoice[];
  readonly usage?: ChatUsage | null;
  readonly system_fingerprint?: string | null;
  readonly service_tier?: string | null;
}
