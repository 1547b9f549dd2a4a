import { isArray, isObject, type Json, type JsonObject, numeric } from "../../json/index.ts";
import { times } from "./amount.ts";
import { type Bill, NOTHING, type Side, single } from "./bill.ts";
import type { PriceBook } from "./price-book.ts";
import { type Priced, priced, unpriced } from "./priced.ts";
import { free, type Rate, rateOf, rawPrice, toRate } from "./rate.ts";
import type { CostAsked, Named } from "./token-cost.ts";

const QUERY = "input_cost_per_query";

function input(side: Side): Priced<Bill> {
  return priced({ input: side, output: NOTHING });
}

/** Re-ranking by the provider's search units, or as it reckons itself (`rerank_cost`). */
export function rerankBill(
  { model, provider }: Named,
  { rerankUnits: units }: CostAsked,
  book: PriceBook,
): Priced<Bill> {
  if (book.world.providers.find(provider) === undefined)
    return unpriced("ValueError", `'${provider}' is not a valid LlmProviders`);
  const found = book.info({ model, provider });
  const info = found.ok ? found.value : undefined;
  const own = book.rules?.rerank({ provider, units: units ?? {}, info });
  if (own !== undefined) return priced(own);
  const rate = info && rateOf(info.row, QUERY);
  const count = numeric(units?.search_units);
  if (info === undefined || rate === undefined || count === undefined) return input(NOTHING);
  return input({ ...single("searches", count, rate), sum: times(rawPrice(info.row, QUERY) ?? rate.value, count) });
}

/** A look-up in a vector store (`vector_store_search_cost`). */
export function vectorSearchBill({ provider }: Named, book: PriceBook): Priced<Bill> {
  const rate = book.rules?.vectorSearch(provider, book);
  return input(rate === undefined ? NOTHING : single("searches", 1, rate));
}

function tierRate(tiers: Json | undefined, { max_results: asked = 10 }: JsonObject): Rate | undefined {
  if (!isArray(tiers) || tiers.length === 0) return undefined;
  const rows = tiers.filter(isObject);
  const wanted = numeric(asked) ?? 10;
  const fits = rows.find(({ max_results_range: range }) => {
    const [from = 0, to = 0] = isArray(range) ? range.map((it) => numeric(it) ?? 0) : [];
    return from <= wanted && wanted <= to;
  });
  return toRate((fits ?? rows.at(-1))?.[QUERY], QUERY);
}

/** Queries to be priced. */
export interface SearchesAsked {
  readonly model: string;
  readonly provider: string | undefined;
  readonly queries: number;
  readonly params: JsonObject;
}

/** Queries of a search provider, dearer where more results are asked for (`search_provider_cost_per_query`). */
export function searchBill({ model, provider, queries, params }: SearchesAsked, book: PriceBook): Priced<Bill> {
  const found = book.info({ model, provider });
  if (!found.ok) return found;
  const { row } = found.value;
  return input(single("queries", queries, tierRate(row.tiered_pricing, params) ?? rateOf(row, QUERY) ?? free(QUERY)));
}
