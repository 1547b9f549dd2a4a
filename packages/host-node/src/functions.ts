import type {
  ChatCompletion,
  ChatCompletionChunk,
  Client,
  CompletionArgs,
  EmbeddingArgs,
  EmbeddingResponse,
  Kwargs,
  Message,
  MessagesArgs,
  OcrArgs,
  OcrResponse,
  Outcome,
  RunOptions,
} from "@lintel/core";
import { foldEvents } from "@lintel/core";
import type { Signal } from "@lintel/core/host";
import { type JsonObject, toPlain } from "@lintel/core/json";
import { argumentsOf } from "./arguments-of.ts";
import { type ChatStream, chatStream } from "./chat-stream.ts";
import { costFunctions } from "./cost-functions.ts";
import { LintelError, toError } from "./errors.ts";
import type { ExceptionTypeArgs } from "./exception-types.ts";
import { ownFault } from "./own-fault.ts";
import { receiptOf } from "./receipt-of.ts";
import { responsesFunctions } from "./responses-functions.ts";
import type {
  Answered,
  CallOptions,
  CountedTokens,
  CountTokensArgs,
  Exact,
  FoldedStream,
  Lintel,
  LlmProvider,
  LlmProviderArgs,
  MessageStream,
  StreamChunkBuilderArgs,
  Streamed,
  SupportedParamsArgs,
  TokenCount,
  TokenCounterArgs,
  TrimMessagesArgs,
  TrimmedMessages,
  Whole,
} from "./sdk-types.ts";

type Perform = (kwargs: Kwargs, options: RunOptions) => Promise<Outcome>;

interface Invocation {
  readonly perform: Perform;
  readonly args: object;
  readonly options: CallOptions;
  readonly fold?: Fold;
}

const noFold: Fold = async () => null;

function isSignal(value: unknown): value is Signal {
  return typeof value === "object" && value !== null && "aborted" in value && "addEventListener" in value;
}

function signalOf(signal: unknown): { readonly signal?: Signal } {
  if (signal === undefined || signal === null) return {};
  if (isSignal(signal)) return { signal };
  throw toError(ownFault("BadRequestError", "signal: expected an AbortSignal", { param: "signal" }));
}

function isGiven([name, value]: readonly [name: string, value: unknown]): boolean {
  return name !== "signal" && value !== undefined;
}

/** The whole answer that chunks amount to. */
type Fold = (chunks: readonly JsonObject[]) => Promise<unknown>;

interface Showing {
  readonly exact: boolean;
  readonly fold: Fold;
}

function answered(outcome: Outcome, { exact, fold }: Showing): Answered<unknown> {
  const shape = (value: JsonObject): unknown => (exact ? value : toPlain(value));
  const { losses } = outcome;
  switch (outcome.outcome) {
    case "fault":
      throw toError(outcome.fault, losses);
    case "value": {
      const { value, head } = outcome;
      return {
        data: shape(value),
        head: head && { status: head.status, headers: head.headers },
        losses,
        receipt: async () => receiptOf(await outcome.receipt?.(), losses),
      };
    }
    case "stream": {
      const data = chatStream(outcome.stream, { losses, shape, fold });
      return { data, head: data.head, losses: data.losses, receipt: data.receipt };
    }
  }
}

async function invoke({ perform, args, options, fold = noFold }: Invocation): Promise<Answered<unknown>> {
  const { exact = false, ...runOptions } = options;
  try {
    const given = argumentsOf(args);
    const kwargs = Object.fromEntries(Object.entries(given).filter(isGiven));
    return answered(await perform(kwargs, { ...runOptions, ...signalOf(given.signal) }), { exact, fold });
  } catch (error) {
    if (error instanceof LintelError) throw error;
    throw toError(
      ownFault("InternalServerError", error instanceof Error ? error.message : String(error), { cause: error }),
    );
  }
}

/** LiteLLM's functions, typed, over a client that is made when it is first needed. */
export function functions(inner: () => Client): Omit<Lintel, "close"> {
  async function folded(args: Kwargs, { exact = false }: CallOptions): Promise<{ readonly completion?: unknown }> {
    const { data } = await invoke({ perform: inner().streamChunkBuilder, args, options: { exact } });
    return typeof data === "object" && data !== null ? data : {};
  }

  function chat(args: Kwargs, callOptions: CallOptions = {}): Promise<Answered<unknown>> {
    const fold: Fold = async (chunks) => (await folded({ chunks, messages: args.messages }, callOptions)).completion;
    return invoke({ perform: inner().completion, args, options: callOptions, fold });
  }

  function completion(args: Whole<CompletionArgs>, options: Exact): Promise<JsonObject>;
  function completion(args: Whole<CompletionArgs>, options?: CallOptions): Promise<ChatCompletion>;
  function completion(args: Streamed<CompletionArgs>, options: Exact): Promise<ChatStream<JsonObject, JsonObject>>;
  function completion(args: Streamed<CompletionArgs>, options?: CallOptions): Promise<ChatStream<ChatCompletionChunk>>;
  function completion(
    args: CompletionArgs,
    options?: CallOptions,
  ): Promise<ChatCompletion | ChatStream<ChatCompletionChunk>>;
  async function completion(args: CompletionArgs, callOptions?: CallOptions): Promise<unknown> {
    return (await chat(args, callOptions)).data;
  }

  function completionWithResponse(
    args: Whole<CompletionArgs>,
    options?: CallOptions,
  ): Promise<Answered<ChatCompletion>>;
  function completionWithResponse(
    args: Streamed<CompletionArgs>,
    options?: CallOptions,
  ): Promise<Answered<ChatStream<ChatCompletionChunk>>>;
  function completionWithResponse(args: CompletionArgs, callOptions?: CallOptions): Promise<Answered<unknown>> {
    return chat(args, callOptions);
  }

  async function talk(args: Kwargs, callOptions: CallOptions): Promise<Answered<unknown>> {
    const fold: Fold = async (events) => {
      const message = foldEvents(events);
      return message === null || callOptions.exact === true ? message : toPlain(message);
    };
    const answer = await invoke({ perform: inner().messages, args, options: callOptions, fold });
    const { data } = answer;
    const isStream = typeof data === "object" && data !== null && "completion" in data;
    return isStream ? { ...answer, data: Object.assign(data, { message: data.completion }) } : answer;
  }

  function messagesWithResponse(args: Whole<MessagesArgs>, options?: CallOptions): Promise<Answered<Message>>;
  function messagesWithResponse(args: Streamed<MessagesArgs>, options?: CallOptions): Promise<Answered<MessageStream>>;
  function messagesWithResponse(args: Kwargs, callOptions: CallOptions = {}): Promise<Answered<unknown>> {
    return talk(args, callOptions);
  }

  function messages(args: Whole<MessagesArgs>, options: Exact): Promise<JsonObject>;
  function messages(args: Whole<MessagesArgs>, options?: CallOptions): Promise<Message>;
  function messages(args: Streamed<MessagesArgs>, options: Exact): Promise<MessageStream<JsonObject, JsonObject>>;
  function messages(args: Streamed<MessagesArgs>, options?: CallOptions): Promise<MessageStream>;
  function messages(args: MessagesArgs, options?: CallOptions): Promise<Message | MessageStream>;
  async function messages(args: Kwargs, callOptions: CallOptions = {}): Promise<unknown> {
    return (await talk(args, callOptions)).data;
  }

  function ocrWithResponse(args: OcrArgs, options?: CallOptions): Promise<Answered<OcrResponse>>;
  function ocrWithResponse(args: Kwargs, callOptions: CallOptions = {}): Promise<Answered<unknown>> {
    return invoke({ perform: inner().ocr, args, options: callOptions });
  }

  function ocr(args: OcrArgs, options: Exact): Promise<JsonObject>;
  function ocr(args: OcrArgs, options?: CallOptions): Promise<OcrResponse>;
  async function ocr(args: OcrArgs, callOptions?: CallOptions): Promise<unknown> {
    return (await ocrWithResponse(args, callOptions)).data;
  }

  function embeddingWithResponse(args: EmbeddingArgs, options?: CallOptions): Promise<Answered<EmbeddingResponse>>;
  function embeddingWithResponse(args: Kwargs, callOptions: CallOptions = {}): Promise<Answered<unknown>> {
    return invoke({ perform: inner().embedding, args, options: callOptions });
  }

  function embedding(args: EmbeddingArgs, options: Exact): Promise<JsonObject>;
  function embedding(args: EmbeddingArgs, options?: CallOptions): Promise<EmbeddingResponse>;
  async function embedding(args: EmbeddingArgs, callOptions?: CallOptions): Promise<unknown> {
    return (await embeddingWithResponse(args, callOptions)).data;
  }

  function getLlmProvider(args: LlmProviderArgs): Promise<LlmProvider>;
  async function getLlmProvider(args: LlmProviderArgs): Promise<unknown> {
    return (await invoke({ perform: inner().getLlmProvider, args, options: {} })).data;
  }

  async function getSupportedOpenaiParams(args: SupportedParamsArgs): Promise<readonly string[] | null> {
    const { data } = await invoke({ perform: inner().getSupportedOpenaiParams, args, options: {} });
    const { params } = typeof data === "object" && data !== null && "params" in data ? data : { params: null };
    return Array.isArray(params) ? params.map(String) : null;
  }

  function tokenCounter(args: TokenCounterArgs): Promise<TokenCount>;
  async function tokenCounter(args: TokenCounterArgs): Promise<unknown> {
    return (await invoke({ perform: inner().tokenCounter, args, options: {} })).data;
  }

  function countTokensWithResponse(args: CountTokensArgs): Promise<Answered<CountedTokens>>;
  function countTokensWithResponse(args: CountTokensArgs): Promise<Answered<unknown>> {
    return invoke({ perform: inner().countTokens, args, options: {} });
  }

  async function countTokens(args: CountTokensArgs): Promise<CountedTokens> {
    return (await countTokensWithResponse(args)).data;
  }

  function trimMessages<Message extends object>(args: TrimMessagesArgs<Message>): Promise<TrimmedMessages<Message>>;
  async function trimMessages(args: TrimMessagesArgs<object>): Promise<unknown> {
    return (await invoke({ perform: inner().trimMessages, args, options: {} })).data;
  }

  function streamChunkBuilder(args: StreamChunkBuilderArgs): Promise<FoldedStream>;
  async function streamChunkBuilder(args: StreamChunkBuilderArgs): Promise<unknown> {
    return (await invoke({ perform: inner().streamChunkBuilder, args, options: {} })).data;
  }

  async function exceptionType(args: ExceptionTypeArgs): Promise<LintelError> {
    return invoke({ perform: inner().exceptionType, args, options: {} }).then(
      () => toError(ownFault("InternalServerError", "nothing was made of the error")),
      (error: unknown) => (error instanceof LintelError ? error : Promise.reject(error)),
    );
  }

  return {
    exceptionType,
    streamChunkBuilder,
    ...costFunctions(inner, async (perform, args) => (await invoke({ perform, args, options: {} })).data),
    getLlmProvider,
    getSupportedOpenaiParams,
    tokenCounter,
    countTokens: Object.assign(countTokens, { withResponse: countTokensWithResponse }),
    trimMessages,
    completion: Object.assign(completion, { withResponse: completionWithResponse }),
    messages: Object.assign(messages, { withResponse: messagesWithResponse }),
    responses: responsesFunctions(inner, invoke),
    ocr: Object.assign(ocr, { withResponse: ocrWithResponse }),
    embedding: Object.assign(embedding, { withResponse: embeddingWithResponse }),
  };
}
