import { isArray, isObject, type Json, type JsonObject, numeric } from "../../json/index.ts";
import { free, type PriceRow, type Rate, toRate } from "./rate.ts";

function rangeOf(tier: JsonObject): readonly number[] {
  const { range = [0, 0] } = tier;
  return isArray(range) ? range.map((it) => numeric(it) ?? 0) : [];
}

/** The tier of a request by its input, all of which it prices (`select_tier_for_input`). */
export function tierFor(tiers: Json | undefined, inputTokens: number): JsonObject | undefined {
  if (!isArray(tiers) || inputTokens <= 0) return undefined;
  const ranged = tiers.filter(isObject).map((tier) => ({ tier, range: rangeOf(tier) }));
  const sorted = ranged.sort((a, b) => (a.range[0] ?? 0) - (b.range[0] ?? 0)).filter(({ range }) => range.length === 2);
  const [found] = sorted.filter(({ range: [from = 0, to = 0] }) => from < inputTokens && inputTokens <= to);
  return (found ?? sorted.at(-1))?.tier;
}

/** The tier of a row that tells what input costs. */
export function pricedTier(row: PriceRow, inputTokens: number): JsonObject | undefined {
  const tier = tierFor(row.tiered_pricing, inputTokens);
  return tier?.input_cost_per_token === undefined ? undefined : tier;
}

/** A tier's price, else its price under another name, else nothing (`tier_rate`). */
export function tierRate(tier: JsonObject, field: string, fallback?: string): Rate {
  const own = tier[field] ?? null;
  if (own !== null) return toRate(own, field) ?? free(field);
  return (fallback === undefined ? undefined : toRate(tier[fallback], fallback)) ?? free(field);
}
