import { isArray, isInt, isObject, type JsonObject, numeric, pythonRepr } from "../../json/index.ts";
import { resolved } from "../model-names.ts";
import { fromUsage } from "../usage-buckets.ts";
import { chatUsage } from "../usage-dialects.ts";
import { type ChatUsage, readUsage } from "../usage-read.ts";
import { NOTHING, single } from "./bill.ts";
import { customOf, objectOf, textOf, tierOf } from "./cost-args.ts";
import { costModels } from "./cost-model.ts";
import { imageBill, imageCount } from "./image-bill.ts";
import { type PriceBook, type PriceWorld, priceBook } from "./price-book.ts";
import { type Priced, priced, unpriced } from "./priced.ts";
import { type CostReceipt, type Reckoned, receipt } from "./receipt.ts";
import { answerText, promptText, textCharacters } from "./spoken-text.ts";
import { type CostAsked, tokenCost } from "./token-cost.ts";
import { toolLines } from "./tool-bill.ts";
import { videoBill } from "./video-bill.ts";

/** A call's cost as it is sought: LiteLLM's keyword arguments of `completion_cost`, and what it keeps beside an answer. */
export interface CostSought {
  readonly kwargs: JsonObject;
  /** The model the provider said answered. */
  readonly answeredBy?: string | undefined;
  /** Milliseconds the call took. */
  readonly responseMs?: number | undefined;
  /** Counts a text's or messages' tokens with a model's tokenizer, where there is no answer to tell them. */
  count?(model: string, said: { readonly text?: string; readonly messages?: JsonObject["messages"] }): number;
}

const IMAGES: ReadonlySet<string> = new Set([
  "image_generation",
  "aimage_generation",
  "passthrough_image_generation",
  "image_edit",
  "aimage_edit",
]);
const VIDEOS: ReadonlySet<string> = new Set([
  "create_video",
  "acreate_video",
  "video_edit",
  "avideo_edit",
  "video_remix",
  "avideo_remix",
]);

interface Context {
  readonly sought: CostSought;
  readonly book: PriceBook;
  readonly world: PriceWorld;
  readonly callType: string;
  readonly response: JsonObject | undefined;
  readonly usage: ChatUsage | undefined;
  readonly tier: string | undefined;
  readonly keys: Set<string>;
}

interface Named {
  readonly model: string;
  readonly provider: string | undefined;
}

function reckoned(
  { model, provider }: Named,
  { keys, response }: Context,
  rest: Pick<Reckoned, "bill" | "tools">,
): Reckoned {
  const told = response?.usage ?? response?.usage_info;
  return { model, provider, keys: [...keys], ...rest, ...(isObject(told) && { usage: fromUsage(told) }) };
}

function imageCost(named: Named, context: Context): Priced<CostReceipt> {
  const { sought, book, world, callType, response = {} } = context;
  const { size, quality, n, optional_params: params } = sought.kwargs;
  const { size: askedSize, quality: askedQuality } = objectOf(params) ?? {};
  const isSize = typeof askedSize === "string" && /^\d+(?:x|-x-)\d+$/.test(askedSize);
  const asked = {
    ...named,
    response,
    quality: textOf(quality) || textOf(response.quality) || textOf(askedQuality) || "standard",
    size: textOf(size) || textOf(response.size) || (isSize ? askedSize : "1024-x-1024"),
    count: numeric(n ?? undefined) ?? imageCount(response),
    params: objectOf(params) ?? {},
    callType,
  };
  const bill = book.rules?.images(asked, book) ?? imageBill(asked, book);
  return bill.ok
    ? priced(receipt(reckoned(named, context, { bill: bill.value, tools: [] }), world, { isFinal: true }))
    : bill;
}

function videoCost(named: Named, context: Context): Priced<CostReceipt> {
  const usage = isObject(context.response?.usage) ? context.response.usage : {};
  const told = numeric(usage.provider_reported_cost_usd);
  const rate =
    told === undefined
      ? undefined
      : { value: told, exact: { digits: 0n, scale: 0 }, field: "provider_reported_cost_usd" };
  const own = rate && priced({ input: NOTHING, output: { ...single("told", 1, rate) } });
  const bill =
    own ??
    videoBill(
      {
        ...named,
        seconds: numeric(usage.duration_seconds),
        resolution: textOf(usage.video_resolution),
        count: isInt(usage.video_count) ? Math.max(numeric(usage.video_count) ?? 1, 1) : 1,
      },
      context.book,
    );
  return bill.ok
    ? priced(receipt(reckoned(named, context, { bill: bill.value, tools: [] }), context.world, { isFinal: true }))
    : bill;
}

function counted({ sought }: Context, model: string): Priced<{ readonly prompt: number; readonly completion: number }> {
  const { messages, prompt = "", completion = "" } = sought.kwargs;
  const { count } = sought;
  if (count === undefined)
    return unpriced("NotImplementedError", "texts are counted by a tokenizer, and there is none");
  const hasMessages = isArray(messages) && messages.length > 0;
  const text = textOf(prompt) ?? "";
  const asked = hasMessages ? count(model, { messages }) : text === "" ? 0 : count(model, { text });
  return priced({ prompt: asked, completion: count(model, { text: textOf(completion) ?? "" }) });
}

/** The tokens an answer tells, or those of the texts if there is no answer. */
function tokensOf(
  context: Context,
  model: string,
): Priced<Pick<CostAsked, "prompt" | "completion" | "cacheRead" | "cacheWrite">> {
  const { response } = context;
  if (response === undefined) {
    const own = counted(context, model);
    return own.ok ? priced({ ...own.value, cacheRead: 0, cacheWrite: 0 }) : own;
  }
  const told = isObject(response.usage) ? chatUsage(response.usage) : readUsage({});
  const { cache_read_input_tokens: read, cache_creation_input_tokens: write } = told.source;
  return priced({
    prompt: told.prompt,
    completion: told.completion,
    cacheRead: told.promptDetails === undefined ? (numeric(read) ?? 0) : told.promptDetails.cached,
    cacheWrite: numeric(write) ?? 0,
  });
}

function rerankUnits({ meta }: JsonObject): JsonObject {
  const units = isObject(meta) && isObject(meta.billed_units) ? meta.billed_units : {};
  return { search_units: units.search_units ?? null, total_tokens: units.total_tokens ?? null };
}

function queriesOf({ optional_params: params }: JsonObject): number {
  const query = objectOf(params)?.query;
  return isArray(query) ? query.length : 1;
}

function askedOf(named: Named, context: Context): Priced<CostAsked> {
  const { sought, callType, response, usage, tier, book } = context;
  const { kwargs } = sought;
  const tokens = tokensOf(context, named.model);
  if (!tokens.ok) return tokens;
  const isExplicit = kwargs.custom_pricing === true || (kwargs.base_model ?? null) !== null;
  const units = callType.endsWith("rerank") && response !== undefined ? rerankUnits(response) : undefined;
  const countsCharacters = book.rules?.countsCharacters(named.provider) === true;
  const asked =
    countsCharacters && isArray(kwargs.messages) && kwargs.messages.length > 0
      ? promptText(kwargs.messages)
      : undefined;
  const said =
    countsCharacters && response !== undefined && isArray(response.choices) ? answerText(response) : undefined;
  const isSpeech = callType === "speech" || callType === "aspeech";
  const spoken = isSpeech ? (textOf(kwargs.prompt) ?? "") : asked;
  return priced({
    ...tokens.value,
    model: named.model,
    provider: named.provider,
    region: isExplicit ? undefined : textOf(kwargs.region_name),
    callType,
    usage:
      usage ??
      readUsage({
        prompt_tokens: tokens.value.prompt,
        completion_tokens: tokens.value.completion,
        total_tokens: tokens.value.prompt + tokens.value.completion,
      }),
    hasUsage: usage !== undefined,
    promptCharacters: spoken === undefined ? undefined : textCharacters(spoken),
    completionCharacters: said === undefined ? undefined : textCharacters(said),
    responseMs: response === undefined ? (numeric(kwargs.total_time) ?? 0) : (sought.responseMs ?? 0),
    custom: customOf(kwargs),
    queries: queriesOf(kwargs),
    rerankUnits: units,
    audioSeconds: numeric(response?.duration) ?? 0,
    tier,
    residency: textOf(kwargs.data_residency),
    location: textOf(kwargs.vertex_location),
    response,
    requestModel: undefined,
    params: objectOf(kwargs.optional_params) ?? {},
  });
}

function searchName({ model, provider }: Named): Named {
  return { model: provider && !model.includes("/") ? `${provider}/search` : model, provider };
}

function tokenPrice(named: Named, context: Context): Priced<CostReceipt> {
  const { book, world, sought, callType, response, usage } = context;
  const { provider } = named;
  const sized = book.rules?.sized({ ...named, callType }, book);
  const model = sized ?? named.model;
  const second = sized === undefined ? book.rules?.timed(model, book) : undefined;
  if (second !== undefined) {
    const total =
      sought.responseMs ??
      (numeric(response?.created) === undefined ? 0 : world.now - (numeric(response?.created) ?? 0));
    const bill = { input: NOTHING, output: single("seconds", total / 1000, second) };
    return priced(receipt(reckoned(named, context, { bill, tools: [] }), world, { isFinal: true }));
  }
  const own =
    callType.endsWith("search") && !callType.includes("vector") ? searchName({ model, provider }) : { model, provider };
  const asked = askedOf(own, context);
  if (!asked.ok) return asked;
  const bill = tokenCost(asked.value, book);
  if (!bill.ok) return bill;
  const params = objectOf(sought.kwargs.standard_built_in_tools_params) ?? {};
  const tools = toolLines({ model, provider, response, usage, params }, book);
  return priced(receipt(reckoned({ model, provider }, context, { bill: bill.value, tools }), world));
}

function byModel(model: string, provider: string | undefined, context: Context): Priced<CostReceipt> {
  const found = provider === undefined ? resolved({ model }, context.world) : undefined;
  const named: Named = found ?? { model, provider };
  const { callType, response } = context;
  if (IMAGES.has(callType) && isArray(response?.data)) return imageCost(named, context);
  return VIDEOS.has(callType) ? videoCost(named, context) : tokenPrice(named, context);
}

function tierIn(
  { kwargs }: CostSought,
  response: JsonObject | undefined,
  usage: ChatUsage | undefined,
): string | undefined {
  const { service_tier: own, optional_params: params } = kwargs;
  const asked = tierOf(own ?? objectOf(params)?.service_tier);
  return asked ?? tierOf(response?.service_tier) ?? tierOf(usage?.source.service_tier);
}

function noModel(response: JsonObject | undefined): Priced<never> {
  const text = `Model is None and does not exist in passed completion_response. Passed completion_response=${pythonRepr(response ?? null)}, model=None`;
  return unpriced("ValueError", text);
}

/** What an answer, or a pair of texts, costs: LiteLLM's `completion_cost`, as a receipt. */
export function completionCost(sought: CostSought, world: PriceWorld): Priced<CostReceipt> {
  const { kwargs, answeredBy } = sought;
  const response = objectOf(kwargs.completion_response);
  const given = objectOf(response?.usage);
  const told = given && chatUsage(given);
  const isCustom = kwargs.custom_pricing === true;
  const usage = told !== undefined && isCustom ? { ...told, source: withoutCost(told.source) } : told;
  const keys = new Set<string>();
  const context: Context = {
    sought,
    world,
    book: priceBook(world, (key) => keys.add(key)),
    callType: textOf(kwargs.call_type) ?? "completion",
    response,
    usage,
    tier: tierIn(sought, response, usage),
    keys,
  };
  const provider = textOf(kwargs.custom_llm_provider);
  const names = costModels(
    {
      model: textOf(kwargs.model),
      provider,
      region: textOf(kwargs.region_name),
      response,
      answeredBy,
      base: textOf(kwargs.base_model),
      isCustom,
      deployment: textOf(kwargs.router_model_id),
    },
    world,
  );
  let last: Priced<CostReceipt> = noModel(response);
  let owner = provider;
  for (const name of names) {
    keys.clear();
    last = name === undefined ? noModel(response) : byModel(name, owner, context);
    if (last.ok) return last;
    owner ??= name === undefined ? undefined : resolved({ model: name }, world)?.provider;
  }
  return last;
}

function withoutCost({ cost: _, ...rest }: JsonObject): JsonObject {
  return rest;
}
