export type {
  ChatAnswer,
  ChatCompletion,
  ChatCompletionChunk,
  ChatMessage,
  ChatTool,
  ChatUsage,
  CompactArgs,
  CompletionArgs,
  CostReceipt,
  CustomTokenizer,
  DeletedResponse,
  EmbeddingArgs,
  EmbeddingResponse,
  InputItems,
  InputItemsArgs,
  Loss,
  Message,
  MessageBlock,
  MessageEvent,
  MessagesArgs,
  MessageTool,
  MessageTurn,
  MessageUsage,
  OcrArgs,
  OcrDocument,
  OcrResponse,
  ReceiptLine,
  ReplyHead,
  ResponseEvent,
  ResponseFormat,
  ResponseItem,
  ResponseObject,
  ResponsesArgs,
  ResponseTool,
  ResponseUsage,
  StoredResponseArgs,
  ToolCall,
  ToolChoice,
} from "@lintel/core";
export type { ChatStream } from "./chat-stream.ts";
export type * from "./cost-types.ts";
export type { DocumentRules, ResolvedAddress } from "./documents/document-rules.ts";
export * from "./errors.ts";
export type { ExceptionType, ExceptionTypeArgs } from "./exception-types.ts";
export type { FileRules, FileSource } from "./files/open-file.ts";
export { flushLater, type Held } from "./flush-later.ts";
export type { TransportName } from "./http/transports.ts";
export * from "./lintel.ts";
export { HOST_REPLY_BYTES, HOST_TIMEOUTS, type NodeHost, type NodeHostOptions, nodeHost } from "./node-host.ts";
export type { ResponseStream, Responses } from "./responses-types.ts";
export type {
  Answered,
  CallOptions,
  Completion,
  CountedTokens,
  CountTokens,
  CountTokensArgs,
  Embed,
  FoldedStream,
  GetLlmProvider,
  GetSupportedOpenaiParams,
  Lintel,
  LintelOptions,
  LlmProvider,
  LlmProviderArgs,
  MessageStream,
  Messages,
  Ocr,
  StreamChunkBuilder,
  StreamChunkBuilderArgs,
  SupportedParamsArgs,
  TokenCount,
  TokenCounter,
  TokenCounterArgs,
  TrimMessages,
  TrimMessagesArgs,
  TrimmedMessages,
} from "./sdk-types.ts";
export { createTokenizer } from "./tokenizers/create-tokenizer.ts";
export type { TokenizerRules } from "./tokenizers/tokenizer-rules.ts";
export type { TokenRules } from "./tokens/token-source.ts";
