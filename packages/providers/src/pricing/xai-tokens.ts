import { isNum, isObject, type Json, numeric } from "@lintel/core/json";
import {
  type ChatUsage,
  type Line,
  NOTHING,
  type PriceRow,
  priced,
  single,
  tokenBill,
  toRate,
} from "@lintel/core/pricing";
import type { TokenRule } from "./token-rules.ts";

/** What xAI itself says a call costs. */
export function toldCost({ source }: ChatUsage): Line["rate"] | undefined {
  const { cost } = source;
  const value = numeric(cost);
  return value === undefined || !Number.isFinite(value) || value < 0 || !(typeof cost === "number" || isNum(cost))
    ? undefined
    : toRate(cost, "cost");
}

/** xAI's tokens: what it says they cost; else an answer's text and reasoning at one price. */
export const xaiTokens: TokenRule = ({ model, usage, served }, book) => {
  const told = toldCost(usage);
  if (told !== undefined) return priced({ input: NOTHING, output: single("told", 1, told) });
  const found = book.info({ model, provider: "xai" });
  if (!found.ok) return found;
  const { prompt, completion, total } = usage;
  const apart = total === prompt + completion ? 0 : (usage.completionDetails?.reasoning ?? 0);
  const whole = { ...usage, completion: completion + apart, completionDetails: undefined };
  return priced(tokenBill(found.value.row, whole, { now: served.now, isInclusive: true, tier: undefined }));
};

const SIZES = ["search_context_size_medium", "search_context_size_low", "search_context_size_high"] as const;
const DEFAULT: Line["rate"] = { value: 5 / 1000, exact: { digits: 5n, scale: 3 }, field: "web_search_calls" };

function callRate({ search_context_cost_per_query: costs }: PriceRow): Line["rate"] {
  const rates = isObject(costs) ? SIZES.map((size) => toRate(costs[size], size)) : [];
  return rates.find((rate) => rate !== undefined && rate.value > 0) ?? DEFAULT;
}

/** xAI's searches of the web, by call. */
export function xaiSearches(usage: ChatUsage, row: PriceRow): readonly Line[] {
  const details: Json | undefined = usage.source.server_side_tool_usage_details;
  const calls = isObject(details) ? Math.trunc(numeric(details.web_search_calls) ?? 0) : 0;
  if (toldCost(usage) !== undefined || calls <= 0) return [];
  return [{ bucket: "searches", quantity: calls, rate: callRate(row) }];
}
