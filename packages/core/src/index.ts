export * from "./adapter.ts";
export * from "./again.ts";
export type { AlikeAnswer, AnswerLike } from "./alike-answers.ts";
export type { Billed, Price } from "./billed.ts";
export * from "./bridge.ts";
export { fromBase64, textToBase64, toBase64 } from "./bytes/base64.ts";
export { type DataUri, dataUriBytes, parseDataUri, toDataUri } from "./bytes/data-uri.ts";
export { mediaTypeOfBytes } from "./bytes/media-type.ts";
export { mediaTypeOfName } from "./bytes/media-type-of-name.ts";
export { sha256 } from "./bytes/sha256.ts";
export { unquote } from "./bytes/unquote.ts";
export { utf8Fault } from "./bytes/utf8.ts";
export * from "./call.ts";
export { mapFinishReason } from "./chat/chunk-finish-reason.ts";
export {
  type ChunkNormaliser,
  type ChunkOptions,
  type ChunkRefusal,
  chunkNormaliser,
  type RepeatedPart,
} from "./chat/chunk-normaliser.ts";
export { ALIKE_BUT } from "./chat/chunk-repeated.ts";
export { type Folded, foldChunks } from "./chat/fold/fold-chunks.ts";
export type { FoldRules } from "./chat/fold/fold-rules.ts";
export { retryAfter } from "./client/backoff.ts";
export { type Client, client } from "./client/client.ts";
export type { ClientOptions } from "./client/client-options.ts";
export { countedHere } from "./client/count-tokens.ts";
export type {
  ChatRules,
  Diversion,
  EmbeddingRules,
  ErrorMapping,
  ErrorMet,
  HostRule,
  MessagesAsked,
  MessagesRules,
  OverChatRules,
  ParameterRules,
  ParametersAsked,
  ProviderDirectory,
  ProviderEntry,
  ResponsesRules,
  Whereabouts,
} from "./client/directory.ts";
export { envText } from "./client/directory.ts";
export type { Front, Kwargs, Reading, Refusal, World } from "./client/front.ts";
export { markTools } from "./client/mark-tools.ts";
export { hostOf } from "./client/matches-host.ts";
export { type Asked, type Resolution, resolveModel } from "./client/resolve.ts";
export { readMarks } from "./client/responses-args.ts";
export * from "./detached.ts";
export * from "./embed/index.ts";
export {
  errorBody,
  errorStatus,
  hasAttributeError,
  messagesErrorEvent,
  messagesErrorStatus,
  messagesErrorType,
  streamErrorBody,
} from "./error-body.ts";
export * from "./fault.ts";
export type { StoreAsked, StoreSearch } from "./file-search/store-search.ts";
export {
  decoder,
  FRAME_LIMITS,
  type FrameKind,
  type FrameLimits,
  type FrameOf,
  type SseFrame,
} from "./frames/index.ts";
export { uuid } from "./ids.ts";
export * from "./loss.ts";
export { foldEvents } from "./messages/fold-events.ts";
export * from "./need.ts";
export * from "./outcome.ts";
export { CALL_PARAMS } from "./params/call-params.ts";
export { dropNested } from "./params/drop-nested.ts";
export { EMBEDDING_PARAMS } from "./params/embedding-params.ts";
export { finishParams } from "./params/finish-params.ts";
export { wordFlag } from "./params/flag.ts";
export { inOrder, placesOf } from "./params/in-order.ts";
export { pythonType } from "./params/python-type.ts";
export { RESPONSES_ARGUMENTS, RESPONSES_PARAMS, RESPONSES_TEXTS } from "./params/responses-params.ts";
export { truthy } from "./params/truthy.ts";
export * from "./plan.ts";
export { isSpace, PYTHON_SPACE, rstrip, strip } from "./python-space.ts";
export { pythonRepr, pythonStr } from "./python-text.ts";
export { redactSecrets } from "./redact.ts";
export * from "./registry.ts";
export { remembered } from "./remembered.ts";
export * from "./reply.ts";
export {
  isOwnedResponseId,
  ownedResponse,
  ownedResponseId,
  plainResponseId,
  textOfBase64,
} from "./responses/response-id.ts";
export { sealedContent, sealedItemId } from "./responses/sealed-item.ts";
export * from "./routes/index.ts";
export { run } from "./run.ts";
export type { RunOptions } from "./run-job.ts";
export { RUN_LIMITS } from "./run-limits.ts";
export { masked, type Secret, type Text } from "./secret.ts";
export * from "./step.ts";
export type { CountUsage } from "./stream-debt.ts";
export * from "./transducer.ts";
export { trimEndOf } from "./trim-end-of.ts";
export type { TextLimits } from "./usage/count-text.ts";
export { type CustomTokenizer, createTokenizer } from "./usage/custom-tokenizer.ts";
export type { FactsSource, ModelFacts } from "./usage/model-facts.ts";
export { adjustedNothing } from "./usage/pricing/price-adjust.ts";
export type { CostReceipt, ReceiptLine } from "./usage/pricing/receipt.ts";
export type { Tokenizer } from "./usage/tokenizer.ts";
export type { TokenizerChoice } from "./usage/tokenizer-choice.ts";
export { chatFromResponses, chatUsage, isResponsesUsage } from "./usage/usage-dialects.ts";
