import type { Call } from "../call.ts";
import { type Fault, thrownFault } from "../fault.ts";
import type { Host } from "../host.ts";
import type { Loss } from "../loss.ts";
import type { Outcome } from "../outcome.ts";
import type { RouteName } from "../routes/index.ts";
import { run } from "../run.ts";
import type { RunOptions } from "../run-job.ts";
import type { CountUsage } from "../stream-debt.ts";
import { supplyAll, supplyOwn } from "../supply.ts";
import type { Alike } from "./alike.ts";
import { answerCost } from "./answer-cost.ts";
import { answered } from "./answered.ts";
import { priceArguments } from "./call-prices.ts";
import type { ClientOptions } from "./client-options.ts";
import { completionFront } from "./completion.ts";
import { type Sources, splitSettings, wrapEnv, wrapKwargs } from "./connect.ts";
import { countTokens, countTokensFront } from "./count-tokens.ts";
import { countUsage, messagesCounted } from "./count-usage.ts";
import { embeddingFront } from "./embedding.ts";
import { exceptionType } from "./exception-type.ts";
import { fitMaxTokens } from "./fit-max-tokens.ts";
import type { Front, Kwargs, Reading } from "./front.ts";
import { llmProvider } from "./llm-provider.ts";
import { makeCall } from "./make-call.ts";
import { makeWorld } from "./make-world.ts";
import { messagesFront } from "./messages.ts";
import { factsSource } from "./model-facts-source.ts";
import { getMaxTokens, getModelInfo, getModifiedMaxTokens, registerModel, supportsAbility } from "./model-functions.ts";
import { ocrFront } from "./ocr.ts";
import { completionCosts, costPerToken } from "./price-functions.ts";
import { openPrices, type Pricing } from "./price-world.ts";
import { type ReadCall, repeats } from "./repeats.ts";
import { responsesFront } from "./responses.ts";
import { compactFront } from "./responses-compact.ts";
import { cancelFront, deleteFront, getFront, inputItemsFront } from "./responses-stored.ts";
import { withRetries } from "./retry.ts";
import { streamChunkBuilder } from "./stream-chunk-builder.ts";
import { supportedParams } from "./supported-params.ts";
import { tokenCounter } from "./token-counter.ts";
import { trimMessages } from "./trim-messages.ts";

export type CountOptions = Pick<RunOptions, "signal">;

/** LiteLLM's functions over any host: one argument of LiteLLM's keyword arguments, an outcome that never rejects. */
export interface Client {
  completion(kwargs: Kwargs, options?: RunOptions): Promise<Outcome>;
  /** LiteLLM's `anthropic_messages`. */
  messages(kwargs: Kwargs, options?: RunOptions): Promise<Outcome>;
  responses(kwargs: Kwargs, options?: RunOptions): Promise<Outcome>;
  /** A stored response, by its `response_id`. */
  getResponses(kwargs: Kwargs, options?: RunOptions): Promise<Outcome>;
  deleteResponses(kwargs: Kwargs, options?: RunOptions): Promise<Outcome>;
  /** Stops a response that is made in the background. */
  cancelResponses(kwargs: Kwargs, options?: RunOptions): Promise<Outcome>;
  /** What a stored response was asked with. */
  listInputItems(kwargs: Kwargs, options?: RunOptions): Promise<Outcome>;
  /** A conversation made shorter by its provider. */
  compactResponses(kwargs: Kwargs, options?: RunOptions): Promise<Outcome>;
  ocr(kwargs: Kwargs, options?: RunOptions): Promise<Outcome>;
  embedding(kwargs: Kwargs, options?: RunOptions): Promise<Outcome>;
  /** `{ model, custom_llm_provider, dynamic_api_key, api_base }`: whose model a name means; a key is shown as `***`. */
  getLlmProvider(kwargs: Kwargs): Promise<Outcome>;
  /** `{ params }`: the OpenAI parameters a model takes, null where its provider is nobody's. */
  getSupportedOpenaiParams(kwargs: Kwargs): Promise<Outcome>;
  /** `{ tokens, certainty, tokenizer }` of a text or of messages. */
  tokenCounter(kwargs: Kwargs, options?: CountOptions): Promise<Outcome>;
  /** LiteLLM's `acount_tokens`: the tokens of messages as their provider counts them; counted here where it does not. */
  countTokens(kwargs: Kwargs, options?: CountOptions): Promise<Outcome>;
  /** `{ messages }` cut to what a model reads, with `response_tokens` if `return_response_tokens` asks for it. */
  trimMessages(kwargs: Kwargs, options?: CountOptions): Promise<Outcome>;
  /** `{ completion, usage_origin, cost }`: the whole answer that chunks of a stream amount to; null for no chunks. */
  streamChunkBuilder(kwargs: Kwargs, options?: CountOptions): Promise<Outcome>;
  /** What an answer costs, as a receipt; what was used and has no price is a loss. */
  completionCost(kwargs: Kwargs, options?: CountOptions): Promise<Outcome>;
  /** What tokens, pages, seconds or searches cost, as a receipt. */
  costPerToken(kwargs: Kwargs, options?: CountOptions): Promise<Outcome>;
  /** What the price map knows of a model, nulls included. */
  getModelInfo(kwargs: Kwargs, options?: CountOptions): Promise<Outcome>;
  /** `{ supported }`: whether a model has the named `ability`, one of LiteLLM's `supports_…`. */
  supports(kwargs: Kwargs, options?: CountOptions): Promise<Outcome>;
  /** `{ max_tokens }`: the most a model puts out. */
  getMaxTokens(kwargs: Kwargs, options?: CountOptions): Promise<Outcome>;
  /** `{ registered }`: the names of `model_cost`'s rows, which go over the facts from now on: LiteLLM's `register_model`. */
  registerModel(kwargs: Kwargs): Promise<Outcome>;
  /** The fault LiteLLM makes of an error, `{ message, status_code?, body? }`: it is the outcome. */
  exceptionType(kwargs: Kwargs): Promise<Outcome>;
  /** `{ max_tokens }`: what is asked for, made to fit the model and its input. */
  getModifiedMaxTokens(kwargs: Kwargs, options?: CountOptions): Promise<Outcome>;
}

const NO_LOSSES: readonly Loss[] = [];

function thrown(error: unknown): Outcome {
  return { outcome: "fault", fault: thrownFault(error), losses: [] };
}

/** The outcome with the losses of what came before it. */
function withLosses(running: Promise<Outcome>, before: readonly Loss[]): Promise<Outcome> {
  return before.length === 0
    ? running
    : running.then((outcome) => ({ ...outcome, losses: [...before, ...outcome.losses] }));
}

function unsupplied(message: string): Fault {
  return { origin: "caller", kind: "BadRequestError", status: 400, message: `litellm.BadRequestError: ${message}` };
}

/** The pure client: keyword arguments to chunks by the same code on every host. */
export function client(host: Host, options: ClientOptions): Client {
  const { settings = {}, env = {}, retries } = options;
  const sources: Sources = { ...splitSettings(settings), env: wrapEnv(env) };
  const world = makeWorld(options, sources);

  const source = factsSource(host, { options, world });

  function pricing(given: CountOptions = {}): Pricing {
    return { host, world, source, signal: given.signal };
  }

  async function trimmed(kwargs: Kwargs, given: CountOptions = {}): Promise<Outcome> {
    const { max_tokens: told = null } = kwargs;
    const found = told === null ? await source.find(given.signal) : undefined;
    const facts = found?.supplied ? found.value : undefined;
    return trimMessages(kwargs, { host, world, signal: given.signal, facts });
  }

  const isFitting = settings.modify_params === true;
  const isAlways = options.countUsage === "always";

  const isRepeating = world.isParsed === true && retries !== undefined && !isFitting;
  const known = isRepeating ? repeats({ world, sources, host }) : undefined;

  function counting<R extends RouteName>(
    { asked, counted, base, input }: Reading<R>,
    { kwargs, call }: { readonly kwargs: Kwargs; readonly call: Call<R> },
  ): CountUsage {
    const uncounted = (): unknown => messagesCounted(counted?.() ?? asked ?? kwargs);
    const params = "params" in input ? input.params : {};
    const told = asked === undefined ? kwargs : { ...priceArguments(kwargs), ...asked };
    const price = answerCost({ kwargs: told, call, params, base, pricing: pricing() });
    return { isAlways, count: countUsage(uncounted, { host, world, signal: undefined }), price };
  }

  /** Performs a call that need not be read: one like it was. */
  function repeat<R extends RouteName>(
    { reading, call, begun }: ReadCall<R>,
    { kwargs, options }: { readonly kwargs: Kwargs; readonly options: RunOptions },
  ): Promise<Outcome> {
    const running = { ...options, count: counting(reading, { kwargs, call }), ...(begun && { begun }) };
    return withLosses(run(host, reading.adapter, call, running), reading.losses);
  }

  async function perform<R extends RouteName>(
    front: Front<R>,
    told: Kwargs,
    { asked, ...options }: RunOptions & { readonly asked: Alike | undefined },
  ): Promise<Outcome> {
    const { kwargs, losses: fitted } = isFitting
      ? await fitMaxTokens(front.route, told, pricing(options))
      : { kwargs: told, losses: NO_LOSSES };
    const args = wrapKwargs(kwargs);
    const needs = front.needs(args);
    const context = { signal: options.signal };
    const own = supplyOwn(needs, context);
    const supplied =
      own === undefined ? await supplyAll(host, needs, context) : { supplied: true as const, given: own };
    if (!supplied.supplied) return { outcome: "fault", fault: unsupplied(supplied.message), losses: [] };
    const read = front.read(args, supplied.given, world);
    if (read.read === "refused") return { outcome: "fault", fault: read.fault, losses: [] };
    // Nothing here is under the caller's signal: who goes away has used what was answered.
    const priced = { kwargs, pricing: pricing() };
    if (read.read === "answer") {
      const { named, params = {} } = read;
      const price = named && answerCost({ ...priced, call: { route: front.route, ...named }, params });
      const count = countUsage(() => messagesCounted(kwargs), { host, world, signal: options.signal });
      return answered(read, { host, signal: options.signal, price, count });
    }
    const call = makeCall(read, sources, host);
    const isOnce = retries === "none" || (retries === "routed" && read.insistsOnResends !== true);
    if (asked !== undefined && isOnce) known?.saw(asked, front);
    const running = { ...options, count: counting(read, { kwargs, call }) };
    const attempt = (): Promise<Outcome> => run(host, read.adapter, call, running);
    const outcome = isOnce ? attempt() : withRetries(attempt, { host, call, reading: read, signal: options.signal });
    return withLosses(outcome, fitted.length === 0 ? read.losses : [...fitted, ...read.losses]);
  }

  function settled<R extends RouteName>(front: Front<R>, kwargs: Kwargs, options: RunOptions = {}): Promise<Outcome> {
    try {
      const asked = known?.asked(front, kwargs, options);
      const repeating =
        asked === undefined ? undefined : known?.perform(asked, (read) => repeat(read, { kwargs, options }));
      return repeating ?? perform(front, kwargs, { ...options, asked }).catch(thrown);
    } catch (error) {
      return Promise.resolve(thrown(error));
    }
  }

  return {
    completion: (kwargs, options) => settled(completionFront, kwargs, options),
    messages: (kwargs, options) => settled(messagesFront, kwargs, options),
    responses: (kwargs, options) => settled(responsesFront, kwargs, options),
    getResponses: (kwargs, options) => settled(getFront, kwargs, options),
    deleteResponses: (kwargs, options) => settled(deleteFront, kwargs, options),
    cancelResponses: (kwargs, options) => settled(cancelFront, kwargs, options),
    listInputItems: (kwargs, options) => settled(inputItemsFront, kwargs, options),
    compactResponses: (kwargs, options) => settled(compactFront, kwargs, options),
    ocr: (kwargs, options) => settled(ocrFront, kwargs, options),
    embedding: (kwargs, options) => settled(embeddingFront, kwargs, options),
    getLlmProvider: async (kwargs) => llmProvider(wrapKwargs(kwargs), world),
    getSupportedOpenaiParams: (kwargs) =>
      supportedParams(wrapKwargs(kwargs), world, () => openPrices({ host, world, source, signal: undefined })),
    tokenCounter: (kwargs, options) => tokenCounter(kwargs, { host, world, signal: options?.signal }),
    countTokens: (kwargs, options) =>
      countTokens(kwargs, {
        counting: { host, world, signal: options?.signal },
        ask: () => settled(countTokensFront, kwargs, options),
      }),
    trimMessages: trimmed,
    streamChunkBuilder: (kwargs, given) => streamChunkBuilder(kwargs, pricing(given)),
    completionCost: (kwargs, given) => completionCosts(kwargs, pricing(given)),
    costPerToken: (kwargs, given) => costPerToken(kwargs, pricing(given)),
    getModelInfo: (kwargs, given) => getModelInfo(kwargs, pricing(given)),
    supports: (kwargs, given) => supportsAbility(kwargs, pricing(given)),
    getMaxTokens: (kwargs, given) => getMaxTokens(kwargs, pricing(given)),
    registerModel: async (kwargs) => registerModel(kwargs, source),
    exceptionType: async (kwargs) => exceptionType(kwargs, world),
    getModifiedMaxTokens: (kwargs, given) => getModifiedMaxTokens(kwargs, pricing(given)),
  };
}
