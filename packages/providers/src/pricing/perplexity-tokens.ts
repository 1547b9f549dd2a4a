import { isObject, type Json, numeric } from "@lintel/core/json";
import {
  type Bill,
  type ChatUsage,
  type Line,
  NOTHING,
  offPeak,
  offPeakRate,
  type PriceRow,
  priced,
  rateOf,
  single,
  toRate,
} from "@lintel/core/pricing";
import type { TokenRule } from "./token-rules.ts";

const SMALL = "search_context_size_low";

function line(bucket: string, quantity: number, rate: Line["rate"] | undefined): readonly Line[] {
  return quantity > 0 && rate !== undefined ? [{ bucket, quantity, rate }] : [];
}

/** What Perplexity itself says a call costs. */
function toldCost({ source }: ChatUsage): number | undefined {
  const { cost } = source;
  return numeric(isObject(cost) ? cost.total_cost : cost);
}

function searchRate(row: PriceRow): Line["rate"] | undefined {
  const value: Json = row.search_queries_cost_per_query ?? row.search_context_cost_per_query ?? null;
  return isObject(value) ? toRate(value[SMALL], SMALL) : toRate(value, "search_queries_cost_per_query");
}

function toBill(row: PriceRow, usage: ChatUsage, now: number): Bill {
  const quiet = offPeak(row, now);
  const input = offPeakRate(quiet, "input_cost_per_token") ?? rateOf(row, "input_cost_per_token");
  const output = offPeakRate(quiet, "output_cost_per_token") ?? rateOf(row, "output_cost_per_token");
  const thought = rateOf(row, "output_cost_per_reasoning_token");
  const told = usage.completionDetails?.reasoning ?? 0;
  const reasoning = thought === undefined ? 0 : told;
  return {
    input: {
      lines: [
        ...line("text", usage.prompt, input),
        ...line("citations", numeric(usage.source.citation_tokens) ?? 0, rateOf(row, "citation_cost_per_token")),
      ],
      factors: [],
    },
    output: {
      lines: [
        ...line("text", Math.max(0, usage.completion - reasoning), output),
        ...line("reasoning", reasoning, thought),
        ...line("searches", usage.promptDetails?.webSearches ?? 0, searchRate(row)),
      ],
      factors: [],
    },
  };
}

/** Perplexity's tokens: what it says they cost, else tokens, citations and searches. */
export const perplexityTokens: TokenRule = ({ model, usage, served }, book) => {
  const told = toldCost(usage);
  const rate = told === undefined ? undefined : toRate(told, "cost");
  if (rate !== undefined) return priced({ input: NOTHING, output: single("told", 1, rate) });
  const found = book.info({ model, provider: "perplexity" });
  return found.ok ? priced(toBill(found.value.row, usage, served.now)) : found;
};
