import { isArray, isInt, isObject, type JsonObject, numeric, objectOf } from "../../json/index.ts";
import { over, times } from "./amount.ts";
import { NOTHING, single } from "./bill.ts";
import { textOf } from "./cost-args.ts";
import { type CostContext, type CostModel, charged } from "./cost-context.ts";
import { imageBill, imageCount } from "./image-bill.ts";
import type { ImagesAsked } from "./price-rules.ts";
import type { Priced } from "./priced.ts";
import { type Rate, toRate } from "./rate.ts";
import type { CostReceipt } from "./receipt.ts";
import { searchBill } from "./search-bill.ts";
import { videoBill } from "./video-bill.ts";

const SIZE = /^\d+(?:x|-x-)\d+$/;

function imagesAsked(named: CostModel, { sought: { kwargs }, callType, response = {} }: CostContext): ImagesAsked {
  const { size, quality, n = null, optional_params } = kwargs;
  const params = objectOf(optional_params) ?? {};
  const asked = textOf(params.size);
  return {
    ...named,
    response,
    quality: textOf(quality) || textOf(response.quality) || textOf(params.quality) || "standard",
    size: textOf(size) || textOf(response.size) || (asked !== undefined && SIZE.test(asked) ? asked : "1024-x-1024"),
    count: numeric(n) ?? imageCount(response),
    params,
    callType,
  };
}

/** An answer of images. */
export function imageCost(named: CostModel, context: CostContext): Priced<CostReceipt> {
  const asked = imagesAsked(named, context);
  const bill = context.book.rules?.images(asked, context.book) ?? imageBill(asked, context.book);
  return bill.ok ? charged(named, context, { bill: bill.value, isFinal: true }) : bill;
}

/** An answer that is a video, or says what one costs. */
export function videoCost(named: CostModel, context: CostContext): Priced<CostReceipt> {
  const usage: JsonObject = isObject(context.response?.usage) ? context.response.usage : {};
  const told = toRate(usage.provider_reported_cost_usd, "provider_reported_cost_usd");
  if (told !== undefined)
    return charged(named, context, { bill: { input: NOTHING, output: single("told", 1, told) }, isFinal: true });
  const asked = {
    ...named,
    seconds: numeric(usage.duration_seconds),
    resolution: textOf(usage.video_resolution),
    count: isInt(usage.video_count) ? Math.max(numeric(usage.video_count) ?? 1, 1) : 1,
  };
  const bill = videoBill(asked, context.book);
  return bill.ok ? charged(named, context, { bill: bill.value, isFinal: true }) : bill;
}

/** How many queries a search was asked. */
export function queriesOf({ optional_params: params }: JsonObject): number {
  const query = objectOf(params)?.query;
  return isArray(query) ? query.length : 1;
}

/** A search provider's answer. */
export function searchCost({ model, provider }: CostModel, context: CostContext): Priced<CostReceipt> {
  const { kwargs } = context.sought;
  const name = provider && !model.includes("/") ? `${provider}/search` : model;
  const asked = { model: name, provider, queries: queriesOf(kwargs), params: objectOf(kwargs.optional_params) ?? {} };
  const bill = searchBill(asked, context.book);
  return bill.ok ? charged({ model, provider }, context, { bill: bill.value }) : bill;
}

/** An answer of a model that is paid by the time it took (`get_replicate_completion_pricing`). */
export function timeCost(named: CostModel, context: CostContext, second: Rate): Priced<CostReceipt> {
  const { sought, response, world } = context;
  const created = numeric(response?.created);
  const total = sought.responseMs || (created === undefined ? 0 : world.now - created);
  const output = { ...single("seconds", total / 1000, second), sum: over(times(second.value, total), 1000) };
  return charged(named, context, { bill: { input: NOTHING, output }, isFinal: true });
}
