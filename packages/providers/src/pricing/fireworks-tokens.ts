import { float, isObject, type Json } from "@lintel/core/json";
import {
  hasPrice,
  type ModelInfo,
  type PriceBook,
  type Priced,
  type PriceRow,
  priced,
  scaled,
  tokenBill,
  toRate,
} from "@lintel/core/pricing";
import type { TokenRule } from "./token-rules.ts";

const READ = "cache_read_input_token_cost";
const INPUT = "input_cost_per_token";
/** LiteLLM's FIREWORKS_AI_DEFAULT_CACHE_READ_RATE_RATIO. */
const CACHED = 0.5;

/** The row that tells the price of a model of this size (`get_base_model_for_pricing`). */
export function sizeRow(model: string): string {
  const name = model.toLowerCase();
  const [, experts, each] = /(?<!\d)(\d+)x(\d+)b/.exec(name) ?? [];
  const total = Number(experts) * Number(each);
  if (total <= 56) return "fireworks-ai-moe-up-to-56b";
  if (total <= 176) return "fireworks-ai-56b-to-176b";
  const [, billions] = /(?<!\d)(\d+)b/.exec(name) ?? [];
  if (billions === undefined) return "fireworks-ai-default";
  if (Number(billions) <= 4) return "fireworks-ai-up-to-4b";
  return Number(billions) <= 16 ? "fireworks-ai-4.1b-to-16b" : "fireworks-ai-above-16b";
}

function half(row: { readonly [field: string]: Json }): Json | undefined {
  const rate = toRate(row[INPUT], INPUT);
  return rate && float(scaled(rate, CACHED).value);
}

/** The row with what cached input costs: half of the rest, unless it tells (`with_default_cache_read_rate`). */
export function withCachePrice(row: PriceRow): PriceRow {
  const read = half(row);
  if (hasPrice(row, READ) || read === undefined) return row;
  const quiet = row.off_peak_pricing;
  if (!isObject(quiet) || quiet[READ] !== undefined) return { ...row, [READ]: read };
  return { ...row, [READ]: read, off_peak_pricing: { ...quiet, [READ]: half(quiet) ?? read } };
}

function infoOf(model: string, book: PriceBook): Priced<ModelInfo> {
  const own = book.info({ model, provider: "fireworks_ai" });
  return own.ok ? own : book.info({ model: sizeRow(model), provider: "fireworks_ai" });
}

/** Tokens of Fireworks AI: by the model's row, else by its size. */
export const fireworksTokens: TokenRule = ({ model, usage, served }, book) => {
  const found = infoOf(model, book);
  if (!found.ok) return found;
  const { now, isInclusive } = served;
  return priced(tokenBill(withCachePrice(found.value.row), usage, { now, isInclusive, tier: undefined }));
};
