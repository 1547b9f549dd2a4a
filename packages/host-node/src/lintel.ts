import { type Client, client } from "@lintel/core";
import type { Host } from "@lintel/core/host";
import { adapters, bridges, directory } from "@lintel/providers";
import { checkOptions } from "./checked-options.ts";
import type {
  CompletionCost,
  CostPerToken,
  GetMaxTokens,
  GetModelInfo,
  GetModifiedMaxTokens,
  RegisterModel,
  Supports,
  SupportsFamily,
} from "./cost-types.ts";
import { settingsRules } from "./documents/settings-rules.ts";
import type { ExceptionType } from "./exception-types.ts";
import { factsOption, modelsOption } from "./facts-option.ts";
import { functions } from "./functions.ts";
import { nodeHost } from "./node-host.ts";
import type { Responses } from "./responses-types.ts";
import type {
  Completion,
  CountTokens,
  Embed,
  GetLlmProvider,
  GetSupportedOpenaiParams,
  Lintel,
  LintelOptions,
  Messages,
  Ocr,
  StreamChunkBuilder,
  TokenCounter,
  TrimMessages,
} from "./sdk-types.ts";

function definedOnly(env: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function hostOf({ host, http = {}, env, settings = {} }: LintelOptions): {
  readonly host: Host;
  close(): Promise<void>;
} {
  if (host !== undefined) return { host, close: async () => undefined };
  const documents = settingsRules(settings, http.documents);
  const own = nodeHost({ ...(env !== undefined && { env }), ...http, documents });
  return { host: own, close: () => own.close() };
}

function clientOf(host: Host, options: LintelOptions): Client {
  return client(host, {
    adapters: [...adapters, ...(options.adapters ?? [])],
    providers: directory,
    bridges,
    env: definedOnly(options.env ?? process.env),
    ...(options.settings !== undefined && { settings: options.settings }),
    ...(options.countUsage !== undefined && { countUsage: options.countUsage }),
    ...(options.facts !== undefined && { facts: factsOption(options.facts) }),
    ...(options.models !== undefined && { models: modelsOption(options.models) }),
  });
}

/** LiteLLM's functions with settings, environment and connections of their own. The environment is read once, here. Throws a `BadRequestError` over an option that cannot be meant. */
export function createLintel(options: LintelOptions = {}): Lintel {
  checkOptions(options);
  const { host, close } = hostOf(options);
  const own = clientOf(host, options);
  return { ...functions(() => own), close };
}

let defaults: LintelOptions = {};
let shared: Client | undefined;

/** Sets what `completion` and `ocr` of this module run with; given again, each option replaces its former value. */
export function configure(options: LintelOptions): void {
  checkOptions(options);
  defaults = { ...defaults, ...options };
  shared = undefined;
}

const sharedFunctions = functions(() => {
  shared ??= clientOf(hostOf(defaults).host, defaults);
  return shared;
});

/** LiteLLM's `completion` in the shapes of https://platform.openai.com/docs/api-reference/chat, with the settings of `configure` and the environment as it was at the first call. */
export const completion: Completion = sharedFunctions.completion;

/** LiteLLM's `anthropic_messages` in the shapes of https://docs.anthropic.com/en/api/messages, with the settings of `configure` and the environment as it was at the first call. */
export const messages: Messages = sharedFunctions.messages;

/** LiteLLM's `responses`, and its functions of stored ones, in the shapes of https://platform.openai.com/docs/api-reference/responses, with the settings of `configure` and the environment as it was at the first call. */
export const responses: Responses = sharedFunctions.responses;

/** LiteLLM's `ocr` in the shapes of https://docs.mistral.ai/api/#tag/ocr, with the settings of `configure` and the environment as it was at the first call. */
export const ocr: Ocr = sharedFunctions.ocr;

/** LiteLLM's `embedding` in the shapes of https://platform.openai.com/docs/api-reference/embeddings, with the settings of `configure` and the environment as it was at the first call. */
export const embedding: Embed = sharedFunctions.embedding;

/** LiteLLM's `exception_type`: what it makes of an error met elsewhere; nothing is sent. */
export const exceptionType: ExceptionType = sharedFunctions.exceptionType;

/** LiteLLM's `get_llm_provider`, with the environment as it was at the first call; nothing is sent. */
export const getLlmProvider: GetLlmProvider = sharedFunctions.getLlmProvider;

/** LiteLLM's `get_supported_openai_params`; nothing is sent. */
export const getSupportedOpenaiParams: GetSupportedOpenaiParams = sharedFunctions.getSupportedOpenaiParams;

/** LiteLLM's `token_counter`, with the settings of `configure`; nothing is sent, and an image is fetched only in high detail. */
export const tokenCounter: TokenCounter = sharedFunctions.tokenCounter;

/** LiteLLM's `acount_tokens`: tokens as the provider counts them, with the settings of `configure`. */
export const countTokens: CountTokens = sharedFunctions.countTokens;

/** LiteLLM's `trim_messages`; nothing is sent. */
export const trimMessages: TrimMessages = sharedFunctions.trimMessages;

/** LiteLLM's `stream_chunk_builder`; nothing is sent. */
export const streamChunkBuilder: StreamChunkBuilder = sharedFunctions.streamChunkBuilder;

/** LiteLLM's `completion_cost`, with the settings of `configure`; nothing is sent. */
export const completionCost: CompletionCost = sharedFunctions.completionCost;

/** LiteLLM's `cost_per_token`; nothing is sent. */
export const costPerToken: CostPerToken = sharedFunctions.costPerToken;

/** LiteLLM's `get_model_info`; nothing is sent. */
export const getModelInfo: GetModelInfo = sharedFunctions.getModelInfo;

/** LiteLLM's `get_max_tokens`; nothing is sent. */
export const getMaxTokens: GetMaxTokens = sharedFunctions.getMaxTokens;

/** LiteLLM's `get_modified_max_tokens`; nothing is sent. */
export const getModifiedMaxTokens: GetModifiedMaxTokens = sharedFunctions.getModifiedMaxTokens;

/** LiteLLM's `register_model`, for the functions of this module until `configure` is called. */
export const registerModel: RegisterModel = sharedFunctions.registerModel;

/** Whether a model can do something, by the ability's name; nothing is sent. */
export const supports: Supports = sharedFunctions.supports;

/** LiteLLM's `supports_…` functions; nothing is sent. */
export const {
  supportsAnthropicThinkingPayload,
  supportsAudioInput,
  supportsAudioOutput,
  supportsComputerUse,
  supportsEmbeddingImageInput,
  supportsFunctionCalling,
  supportsMidConversationSystem,
  supportsNativeStreaming,
  supportsNativeStructuredOutput,
  supportsNoneReasoningEffort,
  supportsParallelFunctionCalling,
  supportsPdfInput,
  supportsPromptCacheBreakpoint,
  supportsPromptCaching,
  supportsReasoning,
  supportsResponseSchema,
  supportsSystemMessages,
  supportsThinkingCachePreservation,
  supportsToolChoice,
  supportsUrlContext,
  supportsVision,
  supportsWebSearch,
}: SupportsFamily = sharedFunctions;
