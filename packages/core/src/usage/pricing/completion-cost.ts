import { isArray, type JsonObject, objectOf, pythonRepr } from "../../json/index.ts";
import { resolved } from "../model-names.ts";
import { chatUsage } from "../usage-dialects.ts";
import type { ChatUsage } from "../usage-read.ts";
import { answeredCall } from "./answered-call.ts";
import { textOf, tierOf } from "./cost-args.ts";
import { type CostContext, type CostModel, type CostSought, charged } from "./cost-context.ts";
import { costModels, soughtModel } from "./cost-model.ts";
import { tokenCostAsked } from "./cost-tokens.ts";
import { imageCost, searchCost, timeCost, videoCost } from "./media-cost.ts";
import { type PriceWorld, priceBook } from "./price-book.ts";
import { type Priced, unpriced } from "./priced.ts";
import type { CostReceipt } from "./receipt.ts";
import { tokenCost } from "./token-cost.ts";
import { toolLines } from "./tool-bill.ts";

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
const SEARCHES: ReadonlySet<string> = new Set(["search", "asearch"]);

function tokenPrice(named: CostModel, context: CostContext): Priced<CostReceipt> {
  const { book, sought, callType, response, usage } = context;
  const sized = book.rules?.sized({ ...named, callType }, book);
  const second = sized === undefined ? book.rules?.timed(named.model, book) : undefined;
  if (second !== undefined) return timeCost(named, context, second);
  const own = sized === undefined ? named : { ...named, model: sized };
  const asked = tokenCostAsked(own, context);
  const bill = asked.ok ? tokenCost(asked.value, book) : asked;
  if (!bill.ok) return bill;
  const params = objectOf(sought.kwargs.standard_built_in_tools_params) ?? {};
  return charged(own, context, { bill: bill.value, tools: toolLines({ ...own, response, usage, params }, book) });
}

function byModel(provider: string | undefined, context: CostContext): Priced<CostReceipt> {
  const { name: model } = context;
  const named: CostModel = (provider === undefined ? resolved({ model }, context.world) : undefined) ?? {
    model,
    provider,
  };
  const { callType, response } = context;
  if (IMAGES.has(callType) && isArray(response?.data) && response.object === undefined)
    return imageCost(named, context);
  if (SEARCHES.has(callType)) return searchCost(named, context);
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
  const answer = pythonRepr(response ?? null);
  const text = `Model is None and does not exist in passed completion_response. Passed completion_response=${answer}, model=None`;
  return unpriced("ValueError", text);
}

/** A usage without what the provider says it costs. */
function unpricedUsage(usage: ChatUsage): ChatUsage {
  const { cost: _, ...source } = usage.source;
  return { ...usage, source };
}

function contextOf(sought: CostSought, world: PriceWorld): CostContext {
  const { kwargs } = sought;
  const response = objectOf(kwargs.completion_response);
  const given = objectOf(response?.usage);
  const told = given && chatUsage(given);
  const usage = told && kwargs.custom_pricing === true ? unpricedUsage(told) : told;
  const keys = new Set<string>();
  return {
    sought,
    world,
    book: priceBook(world, (key) => keys.add(key)),
    callType: textOf(kwargs.call_type) ?? answeredCall(response),
    response,
    usage,
    tier: tierIn(sought, response, usage),
    name: "",
    keys,
  };
}

/** What an answer, or a pair of texts, costs: LiteLLM's `completion_cost`, as a receipt. */
export function completionCost(sought: CostSought, world: PriceWorld): Priced<CostReceipt> {
  const { kwargs, answeredBy } = sought;
  const context = contextOf(sought, world);
  const { response, keys } = context;
  let last: Priced<CostReceipt> | undefined;
  let owner = textOf(kwargs.custom_llm_provider);
  for (const name of costModels({ ...soughtModel(kwargs), answeredBy }, world)) {
    keys.clear();
    last = name === undefined ? noModel(response) : byModel(owner, { ...context, name });
    if (last.ok) return last;
    owner ??= name === undefined ? undefined : resolved({ model: name }, world)?.provider;
  }
  return last ?? noModel(response);
}
