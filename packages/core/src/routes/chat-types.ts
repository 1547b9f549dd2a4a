import type { Signal } from "../host.ts";

/** A cache marker, as Anthropic names it and LiteLLM takes it on any part, message or tool. */
export interface CacheControl {
  readonly type: "ephemeral";
  readonly ttl?: "5m" | "1h";
}

interface Cached {
  readonly cache_control?: CacheControl;
}

export interface TextPart extends Cached {
  readonly type: "text";
  readonly text: string;
}

export interface ImagePart extends Cached {
  readonly type: "image_url";
  readonly image_url:
    | string
    | { readonly url: string; readonly detail?: "auto" | "low" | "high"; readonly format?: string };
}

export interface AudioPart extends Cached {
  readonly type: "input_audio";
  /** Base64 data and its format. */
  readonly input_audio: { readonly data: string; readonly format: "wav" | "mp3" };
}

export interface VideoPart extends Cached {
  readonly type: "video_url";
  readonly video_url: string | { readonly url: string; readonly detail?: string };
}

export interface FilePart extends Cached {
  readonly type: "file";
  readonly file: {
    readonly file_data?: string;
    readonly file_id?: string;
    readonly filename?: string;
    readonly format?: string;
  };
}

export interface RefusalPart {
  readonly type: "refusal";
  readonly refusal: string;
}

export interface ThinkingBlock extends Cached {
  readonly type: "thinking";
  readonly thinking: string;
  readonly signature?: string;
}

export interface RedactedThinkingBlock extends Cached {
  readonly type: "redacted_thinking";
  readonly data: string;
}

export type UserPart = TextPart | ImagePart | AudioPart | VideoPart | FilePart;

interface Named extends Cached {
  readonly name?: string;
}

export interface SystemMessage extends Named {
  readonly role: "system" | "developer";
  readonly content: string | readonly TextPart[];
}

export interface UserMessage extends Named {
  readonly role: "user";
  readonly content: string | readonly UserPart[];
}

export interface FunctionCall {
  readonly name: string;
  /** JSON as text, as the model wrote it. */
  readonly arguments: string;
}

export interface FunctionToolCall {
  readonly id: string;
  readonly type: "function";
  readonly function: FunctionCall;
}

export interface CustomToolCall {
  readonly id: string;
  readonly type: "custom";
  readonly custom: { readonly name: string; readonly input: string };
}

export type ToolCall = FunctionToolCall | CustomToolCall;

export interface AssistantMessage extends Named {
  readonly role: "assistant";
  readonly content?: string | readonly (TextPart | RefusalPart | ThinkingBlock | RedactedThinkingBlock)[] | null;
  readonly refusal?: string | null;
  readonly tool_calls?: readonly ToolCall[] | null;
  readonly function_call?: FunctionCall | null;
  readonly audio?: { readonly id: string } | null;
  readonly reasoning_content?: string | null;
  readonly thinking_blocks?: readonly (ThinkingBlock | RedactedThinkingBlock)[] | null;
  readonly provider_specific_fields?: Readonly<Record<string, unknown>> | null;
}

export interface ToolMessage extends Cached {
  readonly role: "tool";
  readonly tool_call_id: string;
  readonly content: string | readonly (TextPart | ImagePart)[];
  readonly name?: string;
}

export interface FunctionMessage {
  readonly role: "function";
  readonly name: string;
  readonly content: string | null;
}

/** A message of a conversation, in OpenAI's shape with LiteLLM's additions. */
export type ChatMessage = SystemMessage | UserMessage | AssistantMessage | ToolMessage | FunctionMessage;

/** A JSON schema, passed on as it is. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export interface FunctionDefinition {
  readonly name: string;
  readonly description?: string;
  readonly parameters?: JsonSchema;
  readonly strict?: boolean | null;
}

export interface FunctionTool extends Cached {
  readonly type: "function";
  readonly function: FunctionDefinition;
}

/** A tool other than a function: OpenAI's custom tools and each provider's own. */
export interface OtherTool {
  readonly type: string;
  readonly [field: string]: unknown;
}

export type ChatTool = FunctionTool | OtherTool;

export type ToolChoice =
  | "none"
  | "auto"
  | "required"
  | { readonly type: "function"; readonly function: { readonly name: string } }
  | { readonly type: "custom"; readonly custom: { readonly name: string } }
  | { readonly type: "allowed_tools"; readonly allowed_tools: Readonly<Record<string, unknown>> };

export type ResponseFormat =
  | { readonly type: "text" }
  | { readonly type: "json_object" }
  | {
      readonly type: "json_schema";
      readonly json_schema: {
        readonly name: string;
        readonly description?: string;
        readonly schema?: JsonSchema;
        readonly strict?: boolean | null;
      };
    };

export type ReasoningEffort = "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max" | "default";

/** OpenAI's optional chat parameters, [as its reference has them](https://platform.openai.com/docs/api-reference/chat/create). `null` means not given. */
export interface ChatParams {
  readonly audio?: { readonly format: string; readonly voice: string | { readonly id: string } } | null;
  readonly frequency_penalty?: number | null;
  readonly function_call?: "none" | "auto" | { readonly name: string } | null;
  readonly functions?: readonly FunctionDefinition[] | null;
  readonly logit_bias?: Readonly<Record<string, number>> | null;
  readonly logprobs?: boolean | null;
  readonly max_completion_tokens?: number | null;
  readonly max_tokens?: number | null;
  readonly metadata?: Readonly<Record<string, unknown>> | null;
  readonly modalities?: readonly ("text" | "audio" | "image")[] | null;
  readonly n?: number | null;
  readonly parallel_tool_calls?: boolean | null;
  readonly prediction?: { readonly type: "content"; readonly content: string | readonly TextPart[] } | null;
  readonly presence_penalty?: number | null;
  readonly prompt_cache_key?: string | null;
  readonly reasoning_effort?: ReasoningEffort | null;
  readonly response_format?: ResponseFormat | null;
  readonly safety_identifier?: string | null;
  readonly seed?: number | null;
  readonly service_tier?: "auto" | "default" | "flex" | "scale" | "priority" | null;
  readonly stop?: string | readonly string[] | null;
  readonly store?: boolean | null;
  readonly stream_options?: { readonly include_usage?: boolean; readonly include_obfuscation?: boolean } | null;
  readonly temperature?: number | null;
  readonly tool_choice?: ToolChoice | null;
  readonly tools?: readonly ChatTool[] | null;
  readonly top_logprobs?: number | null;
  readonly top_p?: number | null;
  readonly user?: string | null;
  readonly verbosity?: "low" | "medium" | "high" | null;
  readonly web_search_options?: Readonly<Record<string, unknown>> | null;
}

/** LiteLLM's own parameters, taken by every function. */
export interface CallParams {
  readonly model: string;
  readonly api_key?: string | null;
  readonly api_base?: string | null;
  /** The same as `api_base`. */
  readonly base_url?: string | null;
  readonly api_version?: string | null;
  readonly custom_llm_provider?: string | null;
  readonly extra_headers?: Readonly<Record<string, string>> | null;
  readonly extra_body?: Readonly<Record<string, unknown>> | null;
  /** Seconds without a byte from the provider. */
  readonly timeout?: number | null;
  readonly num_retries?: number | null;
  readonly max_retries?: number | null;
  readonly drop_params?: boolean | null;
  readonly allowed_openai_params?: readonly string[] | null;
  readonly additional_drop_params?: readonly string[] | null;
}

/** What `completion` takes: LiteLLM's keyword arguments. A name it does not know goes to the provider as it is. */
export interface CompletionArgs extends ChatParams, CallParams {
  readonly messages: readonly ChatMessage[];
  readonly stream?: boolean | null;
  readonly thinking?: { readonly type: "enabled" | "disabled" | "adaptive"; readonly budget_tokens?: number } | null;
  /** Ends the call and its connection. */
  readonly signal?: Signal | null;
  readonly [parameter: string]: unknown;
}
