import { isObject, type JsonObject, numeric } from "../../json/index.ts";
import { baseRates } from "./base-rates.ts";
import { tierOf } from "./cost-args.ts";
import type { PlainRates } from "./plain-prices.ts";
import { PlainReceipt } from "./plain-receipt.ts";
import { isPlainAnswer, plainUsage } from "./plain-usage.ts";
import { type PriceWorld, priceBook } from "./price-book.ts";
import type { CostReceipt } from "./receipt.ts";

/** An answer whose price may be its tokens' alone. */
export interface PlainAsked {
  /** LiteLLM's `call_type`. */
  readonly callType: string;
  readonly provider: string;
  readonly model: string;
  /** The base URL the call names. */
  readonly base: string | undefined;
  readonly answeredBy: string | undefined;
  /** The id of the deployment that answered. */
  readonly deployment: string | undefined;
  readonly response: JsonObject;
  readonly params: JsonObject;
}

const STEPPED = /_above_(\d+)(k?)_tokens/;
const OTHERWISE = /^tiered_pricing$|off_peak/;

/** The tokens of a prompt below which a row has one price for each; none where there is no such bound. */
function boundOf(row: JsonObject): number {
  let bound = Number.POSITIVE_INFINITY;
  for (const [field, value] of Object.entries(row)) {
    if ((value ?? null) === null) continue;
    if (OTHERWISE.test(field)) return 0;
    const [, digits, thousands] = STEPPED.exec(field) ?? [];
    if (digits !== undefined) bound = Math.min(bound, Number(digits) * (thousands === "k" ? 1000 : 1));
  }
  return bound;
}

/** The rates that a receipt of a plain usage was made by, if it was by rates alone. */
function ratesOf(
  { rows, factors, adjustments, lines, losses }: CostReceipt,
  { provider, params, response }: PlainAsked,
  world: PriceWorld,
): PlainRates | undefined {
  const [used, ...others] = rows;
  if (used === undefined || others.length > 0 || factors.length > 0 || adjustments.length > 0) return undefined;
  if (losses !== undefined || lines.some(({ bucket, side }) => bucket !== "text" || side === "tools")) return undefined;
  const found = priceBook(world).info({ model: used.key, provider });
  if (!found.ok || found.value.key !== used.key) return undefined;
  const { row } = found.value;
  const usage = isObject(response.usage) ? response.usage : {};
  const tier = tierOf(params.service_tier) ?? tierOf(response.service_tier) ?? tierOf(usage.service_tier);
  const { input, output } = baseRates(row, 1, { tier, now: world.now, isInclusive: false });
  const below = boundOf(row);
  return input.value > 0 && output.value > 0 && below > 0
    ? { input: input.value, output: output.value, below }
    : undefined;
}

/**
 * The receipt of an answer whose price is its tokens times two rates: what the general reckoning finds of one such answer holds
 * for the next of the same call, its model, tier and place being equal. Undefined where that reckoning has to be asked.
 */
export function plainPrice(
  asked: PlainAsked,
  world: PriceWorld,
  reckon: () => CostReceipt | undefined,
): CostReceipt | undefined {
  const { plain: known } = world;
  const { response, params, callType, provider, base, answeredBy, deployment } = asked;
  const { usage, model, service_tier: answered = null } = response;
  if (known === undefined || !isObject(usage) || typeof model !== "string" || !isPlainAnswer(response))
    return undefined;
  if (world.settings.cost_discount_config || world.settings.cost_margin_config) return undefined;
  const used = plainUsage(usage);
  if (used === undefined) return undefined;
  const { prompt, completion, served } = used;
  const tier = params.service_tier;
  const call = { callType, provider, asked: asked.model, model, base, answeredBy, deployment, tier, answered, served };
  const rates = known.of(call);
  if (rates === null || (rates !== undefined && prompt >= rates.below)) return undefined;
  if (rates !== undefined) {
    const sides = { input: prompt * rates.input, output: completion * rates.output };
    const receipt: CostReceipt = new PlainReceipt(sides, usage, () => reckon() ?? receipt);
    return receipt;
  }
  const made = reckon();
  if (made === undefined) return undefined;
  const found = ratesOf(made, asked, world);
  if (found !== undefined && prompt >= found.below) return made;
  const isSame =
    found !== undefined &&
    numeric(made.sides.input) === prompt * found.input &&
    numeric(made.sides.output) === completion * found.output &&
    numeric(made.litellm) === prompt * found.input + completion * found.output;
  known.learn(call, isSame ? found : null);
  return made;
}
