import type {
  Adapter,
  ChatCompletion,
  ChatCompletionChunk,
  ChatMessage,
  ChatTool,
  CompletionArgs,
  CustomTokenizer,
  EmbeddingArgs,
  EmbeddingResponse,
  Loss,
  Message,
  MessageEvent,
  MessagesArgs,
  MessageTool,
  MessageTurn,
  ModelFacts,
  OcrArgs,
  OcrResponse,
  ReplyHead,
  RunOptions,
  Settings,
  ToolChoice,
} from "@lintel/core";
import type { Host, Signal } from "@lintel/core/host";
import type { JsonObject } from "@lintel/core/json";
import type { CostReceipt } from "@lintel/core/pricing";
import type { ChatStream } from "./chat-stream.ts";
import type { CostFunctions, PriceMap } from "./cost-types.ts";
import type { ExceptionType } from "./exception-types.ts";
import type { NodeHostOptions } from "./node-host.ts";
import type { Responses } from "./responses-types.ts";

/** Settings, environment and connections of a `Lintel`. */
export interface LintelOptions {
  /** LiteLLM's module flags, under its names (`drop_params`, `num_retries`, `api_base` …). */
  readonly settings?: Settings;
  /** The environment, under LiteLLM's variable names; `process.env` unless given. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Deadlines, sizes, certificates and proxies of the default host. */
  readonly http?: NodeHostOptions;
  /** What is counted of streams whose provider does not tell their usage: unless `always`, what the caller is told. */
  readonly countUsage?: "told" | "always";
  /** Another host than Node.js. */
  readonly host?: Host;
  /** Prices and limits of models, instead of those Lintel ships: a map in LiteLLM's format, the path of its file, or facts made of one. */
  readonly facts?: ModelFacts | PriceMap | string;
  /** Rows in the format of LiteLLM's price map, over those of the facts: LiteLLM's `register_model`. */
  readonly models?: PriceMap;
  /** Adapters besides Lintel's own; one for the same provider and route goes before it. */
  readonly adapters?: readonly Adapter[];
}

/** How one call is made, besides its arguments. */
export interface CallOptions extends Omit<RunOptions, "signal" | "count"> {
  /** Numbers that JavaScript cannot hold or would respell stay `Num`, as `@lintel/core/json` defines it. */
  readonly exact?: boolean;
}

export type Exact = CallOptions & { readonly exact: true };

/** An answer with what lies beside it. */
export interface Answered<T> {
  readonly data: T;
  /** The provider's status and headers. */
  readonly head: ReplyHead | undefined;
  /** What the translation did not carry over as it was. */
  readonly losses: readonly Loss[];
  /** What the call has cost, reckoned when asked; of a stream once it has been read. Rejects with a `LintelError` without a price. */
  receipt(): Promise<CostReceipt<number>>;
}

export type Whole<Args> = Args & { readonly stream?: false | null };
export type Streamed<Args> = Args & { readonly stream: true };

/** LiteLLM's `completion`: one argument of its keyword arguments. Rejects with a `LintelError`, and with nothing else. */
export interface Completion {
  (args: Whole<CompletionArgs>, options: Exact): Promise<JsonObject>;
  (args: Whole<CompletionArgs>, options?: CallOptions): Promise<ChatCompletion>;
  (args: Streamed<CompletionArgs>, options: Exact): Promise<ChatStream<JsonObject, JsonObject>>;
  (args: Streamed<CompletionArgs>, options?: CallOptions): Promise<ChatStream<ChatCompletionChunk>>;
  (args: CompletionArgs, options?: CallOptions): Promise<ChatCompletion | ChatStream<ChatCompletionChunk>>;
  /** The same with the provider's headers and the losses. A stream tells its losses as they come. */
  readonly withResponse: {
    (args: Whole<CompletionArgs>, options?: CallOptions): Promise<Answered<ChatCompletion>>;
    (args: Streamed<CompletionArgs>, options?: CallOptions): Promise<Answered<ChatStream<ChatCompletionChunk>>>;
  };
}

/** A streamed message: its events, to be iterated once. */
export interface MessageStream<Event = MessageEvent, Whole = Message> extends Omit<ChatStream<Event>, "completion"> {
  /** The whole message that the stream amounts to, read in place of iterating: it rejects once the stream has been iterated. */
  message(): Promise<Whole>;
}

/** LiteLLM's `anthropic_messages`: one argument of its keyword arguments. Rejects with a `LintelError`, and with nothing else. */
export interface Messages {
  (args: Whole<MessagesArgs>, options: Exact): Promise<JsonObject>;
  (args: Whole<MessagesArgs>, options?: CallOptions): Promise<Message>;
  (args: Streamed<MessagesArgs>, options: Exact): Promise<MessageStream<JsonObject, JsonObject>>;
  (args: Streamed<MessagesArgs>, options?: CallOptions): Promise<MessageStream>;
  (args: MessagesArgs, options?: CallOptions): Promise<Message | MessageStream>;
  /** The same with the provider's headers and the losses. A stream tells its losses as they come. */
  readonly withResponse: {
    (args: Whole<MessagesArgs>, options?: CallOptions): Promise<Answered<Message>>;
    (args: Streamed<MessagesArgs>, options?: CallOptions): Promise<Answered<MessageStream>>;
  };
}

/** LiteLLM's `ocr`: one argument of its keyword arguments. Rejects with a `LintelError`, and with nothing else. */
export interface Ocr {
  (args: OcrArgs, options: Exact): Promise<JsonObject>;
  (args: OcrArgs, options?: CallOptions): Promise<OcrResponse>;
  /** The same with the provider's headers and the losses. */
  withResponse(args: OcrArgs, options?: CallOptions): Promise<Answered<OcrResponse>>;
}

/** LiteLLM's `embedding`: one argument of its keyword arguments. Rejects with a `LintelError`, and with nothing else. */
export interface Embed {
  (args: EmbeddingArgs, options: Exact): Promise<JsonObject>;
  (args: EmbeddingArgs, options?: CallOptions): Promise<EmbeddingResponse>;
  /** The same with the provider's headers, the losses and the receipt. */
  withResponse(args: EmbeddingArgs, options?: CallOptions): Promise<Answered<EmbeddingResponse>>;
}

/** LiteLLM's arguments of `get_llm_provider`. */
export interface LlmProviderArgs {
  readonly model: string;
  readonly custom_llm_provider?: string | null;
  readonly api_base?: string | null;
  readonly api_key?: string | null;
}

/** Whose model it is, and where that provider is reached. */
export interface LlmProvider {
  /** The model's name without the provider's. */
  readonly model: string;
  /** Null where only the base URL is known, and not whose it is. */
  readonly custom_llm_provider: string | null;
  /** `***` where there is a key; some providers take a word for one, which is told. */
  readonly dynamic_api_key: string | null;
  readonly api_base: string | null;
}

/** LiteLLM's `get_llm_provider`, with names in place of its tuple. Rejects with a `LintelError`, and with nothing else. */
export type GetLlmProvider = (args: LlmProviderArgs) => Promise<LlmProvider>;

/** LiteLLM's arguments of `get_supported_openai_params`. */
export interface SupportedParamsArgs {
  readonly model: string;
  readonly custom_llm_provider?: string | null;
  readonly request_type?: "chat_completion" | "embeddings" | "transcription";
  /** A model whose parameters count as well, for names that tell nothing. */
  readonly base_model?: string | null;
}

/**
 * LiteLLM's `get_supported_openai_params`: names in LiteLLM's order, null for a provider nobody knows. Rejects with a
 * `NotImplementedError` for what Lintel has no adapter of.
 */
export type GetSupportedOpenaiParams = (args: SupportedParamsArgs) => Promise<readonly string[] | null>;

/** LiteLLM's arguments of `token_counter`. */
export interface TokenCounterArgs {
  readonly model?: string | null;
  /** A text, or pieces of one. Either this or `messages`. */
  readonly text?: string | readonly string[] | null;
  readonly messages?: readonly ChatMessage[] | readonly object[] | null;
  readonly tools?: readonly ChatTool[] | readonly object[] | null;
  readonly tool_choice?: ToolChoice | object | null;
  /** Whether the messages are an answer: nothing is added for tools or for the answer to come. */
  readonly count_response_tokens?: boolean | null;
  /** Whether no image is looked at, nor fetched: each counts as 250 tokens. */
  readonly use_default_image_token_count?: boolean | null;
  /** What a list of parts counts for that cannot be counted; without it the call fails. */
  readonly default_token_count?: number | null;
  /** A tokenizer of your own, made by `createTokenizer`. */
  readonly custom_tokenizer?: CustomTokenizer | null;
  readonly signal?: Signal;
}

/** A number of tokens, and how far it can be trusted. */
export interface TokenCount {
  readonly tokens: number;
  /** `estimated`: another tokenizer stands in for the model's own, a text was too long, or an image's size was not known. */
  readonly certainty: "exact" | "estimated";
  /** What counted: `o200k_base`, `anthropic` … */
  readonly tokenizer: string;
}

/** LiteLLM's `token_counter`; more than its number is told. Rejects with a `LintelError`, and with nothing else. */
export type TokenCounter = (args: TokenCounterArgs) => Promise<TokenCount>;

/** LiteLLM's arguments of `acount_tokens`. */
export interface CountTokensArgs {
  readonly model: string;
  /** In the words of Anthropic's messages, or of chat. */
  readonly messages?: readonly MessageTurn[] | readonly object[] | null;
  readonly tools?: readonly MessageTool[] | readonly object[] | null;
  readonly system?: MessagesArgs["system"];
  readonly api_key?: string | null;
  readonly api_base?: string | null;
  readonly signal?: Signal;
}

/** A number of tokens, and who counted. */
export interface CountedTokens {
  readonly total_tokens: number;
  /** The model as it was asked for, and without its provider's name. */
  readonly request_model: string;
  readonly model_used: string;
  /** `anthropic_api` where the provider counted, `local_tokenizer` where it was done here. */
  readonly tokenizer_type: string;
  /** The provider's own answer. */
  readonly original_response: object | null;
  readonly error: boolean;
  readonly error_message: string | null;
  readonly status_code: number | null;
  /** `exact` where the provider counted; what is counted here is mostly `estimated`. */
  readonly certainty: "exact" | "estimated";
}

/**
 * LiteLLM's `acount_tokens`: the provider is asked; where it does not answer, the tokens are counted here, and a loss tells why.
 * Rejects with a `LintelError`, and with nothing else.
 */
export interface CountTokens {
  (args: CountTokensArgs): Promise<CountedTokens>;
  /** The same with the provider's headers and the losses. */
  withResponse(args: CountTokensArgs): Promise<Answered<CountedTokens>>;
}

/** LiteLLM's arguments of `trim_messages`. */
export interface TrimMessagesArgs<Message> {
  readonly messages: readonly Message[];
  readonly model?: string | null;
  /** The share of the model's limit that messages may take; 0.75 unless given. */
  readonly trim_ratio?: number;
  /** Whether the tokens left for an answer are told too. */
  readonly return_response_tokens?: boolean;
  /** What messages may take, in place of the model's limit. */
  readonly max_tokens?: number | null;
  readonly signal?: Signal;
}

/** Messages that fit, and what they leave. */
export interface TrimmedMessages<Message> {
  readonly messages: readonly Message[];
  /** What the messages leave of the limit, where something had to be cut. */
  readonly response_tokens?: number;
}

/** LiteLLM's `trim_messages`, with names in place of its tuple. Rejects with a `LintelError`, and with nothing else. */
export type TrimMessages = <Message extends object>(
  args: TrimMessagesArgs<Message>,
) => Promise<TrimmedMessages<Message>>;

/** LiteLLM's arguments of `stream_chunk_builder`. */
export interface StreamChunkBuilderArgs {
  /** A stream's chunks, all of them, in order. */
  readonly chunks: readonly ChatCompletionChunk[] | readonly object[];
  /** What was asked: its tokens are counted where no chunk tells a usage. */
  readonly messages?: readonly ChatMessage[] | readonly object[] | null;
  readonly signal?: Signal;
}

/** What chunks amount to. */
export interface FoldedStream {
  /** Null for no chunks. What there is none of is null, as in LiteLLM's own object. */
  readonly completion: ChatCompletion | null;
  /** `estimated`: tokens that the chunks did not tell were counted; null where nothing could be counted. */
  readonly usage_origin: "reported" | "estimated" | null;
  /** In US dollars, null where nobody knows the model's price. */
  readonly cost: number | null;
}

/** LiteLLM's `stream_chunk_builder`; more than its answer is told. Rejects with a `LintelError`, and with nothing else. */
export type StreamChunkBuilder = (args: StreamChunkBuilderArgs) => Promise<FoldedStream>;

/** LiteLLM's functions with their own settings and connections. */
export interface Lintel extends CostFunctions {
  readonly completion: Completion;
  readonly messages: Messages;
  readonly responses: Responses;
  readonly ocr: Ocr;
  readonly embedding: Embed;
  readonly exceptionType: ExceptionType;
  readonly getLlmProvider: GetLlmProvider;
  readonly getSupportedOpenaiParams: GetSupportedOpenaiParams;
  readonly tokenCounter: TokenCounter;
  readonly countTokens: CountTokens;
  readonly trimMessages: TrimMessages;
  readonly streamChunkBuilder: StreamChunkBuilder;
  /** Closes the connections of the default host. */
  close(): Promise<void>;
}
