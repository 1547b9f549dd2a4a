import type { CacheControl } from "./chat-types.ts";

export interface MessageTextBlock {
  readonly type: "text";
  readonly text: string;
  readonly citations?: readonly Readonly<Record<string, unknown>>[] | null;
  readonly cache_control?: CacheControl | null;
}

/** What the model thought, sealed: it goes back as it came. */
export interface MessageThinkingBlock {
  readonly type: "thinking";
  readonly thinking: string;
  readonly signature: string;
}

export interface MessageRedactedThinkingBlock {
  readonly type: "redacted_thinking";
  readonly data: string;
}

export interface MessageToolUseBlock {
  readonly type: "tool_use";
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
  readonly cache_control?: CacheControl | null;
}

/** Blocks of other types: images, documents, results of tools, what the provider's own tools did. */
export interface MessageOtherBlock {
  readonly type: string;
  readonly [member: string]: unknown;
}

export type MessageBlock =
  | MessageTextBlock
  | MessageThinkingBlock
  | MessageRedactedThinkingBlock
  | MessageToolUseBlock
  | MessageOtherBlock;

export interface MessageTurn {
  readonly role: "user" | "assistant" | "system";
  readonly content: string | readonly MessageBlock[];
}

export interface MessageTool {
  readonly name: string;
  readonly type?: string | null;
  readonly description?: string;
  readonly input_schema?: Readonly<Record<string, unknown>>;
  readonly cache_control?: CacheControl | null;
  readonly [member: string]: unknown;
}

/** The keyword arguments of LiteLLM's `anthropic_messages`: the members of [Anthropic's request](https://docs.anthropic.com/en/api/messages) and LiteLLM's own. */
export interface MessagesArgs {
  readonly model: string;
  readonly max_tokens: number;
  readonly messages: readonly MessageTurn[];
  readonly stream?: boolean | null;
  readonly system?: string | readonly MessageBlock[] | null;
  readonly tools?: readonly MessageTool[] | null;
  readonly tool_choice?: Readonly<Record<string, unknown>> | null;
  readonly thinking?: Readonly<Record<string, unknown>> | null;
  readonly metadata?: { readonly user_id?: string | null } | null;
  readonly stop_sequences?: readonly string[] | null;
  readonly temperature?: number | null;
  readonly top_k?: number | null;
  readonly top_p?: number | null;
  readonly api_key?: string | null;
  readonly api_base?: string | null;
  readonly custom_llm_provider?: string | null;
  readonly extra_headers?: Readonly<Record<string, string>> | null;
  /** Seconds. */
  readonly timeout?: number | null;
  readonly drop_params?: boolean | null;
  readonly signal?: unknown;
  readonly [name: string]: unknown;
}

export interface MessageUsage {
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cache_creation_input_tokens?: number | null;
  readonly cache_read_input_tokens?: number | null;
  readonly [member: string]: unknown;
}

/** A whole [message](https://docs.anthropic.com/en/api/messages). */
export interface Message {
  readonly id: string;
  readonly type: "message";
  readonly role: "assistant";
  readonly model: string;
  readonly content: readonly MessageBlock[];
  readonly stop_reason: string | null;
  readonly stop_sequence: string | null;
  readonly usage: MessageUsage;
  readonly [member: string]: unknown;
}

/** An event of a [streamed message](https://docs.anthropic.com/en/docs/build-with-claude/streaming). */
export type MessageEvent =
  | { readonly type: "message_start"; readonly message: Message }
  | { readonly type: "content_block_start"; readonly index: number; readonly content_block: MessageBlock }
  | { readonly type: "content_block_delta"; readonly index: number; readonly delta: MessageOtherBlock }
  | { readonly type: "content_block_stop"; readonly index: number }
  | {
      readonly type: "message_delta";
      readonly delta: { readonly stop_reason: string | null; readonly stop_sequence: string | null };
      readonly usage: Partial<MessageUsage>;
    }
  | { readonly type: "message_stop" }
  | { readonly type: "ping" };
