import { resolveModel } from "../../client/resolve.ts";
import type { JsonObject } from "../../json/index.ts";
import type { ChatUsage } from "../usage-read.ts";
import { over, times } from "./amount.ts";
import { speechBill, transcriptionBill } from "./audio-bill.ts";
import { batchBill } from "./batch-bill.ts";
import { type Bill, NOTHING, type Side, single } from "./bill.ts";
import { type CustomPrices, customBill } from "./custom-price.ts";
import { ocrBill } from "./ocr-bill.ts";
import type { PriceBook } from "./price-book.ts";
import { type Priced, priced } from "./priced.ts";
import { hasPrice, rateOf, rawPrice } from "./rate.ts";
import { rerankBill, searchBill, vectorSearchBill } from "./search-bill.ts";
import { type Served, tokenBill } from "./token-bill.ts";

/** All that LiteLLM's `cost_per_token` takes. */
export interface CostAsked {
  readonly model: string;
  readonly provider: string | undefined;
  readonly region: string | undefined;
  readonly callType: string;
  readonly usage: ChatUsage;
  /** Whether the usage was given as one, not as single numbers. */
  readonly hasUsage: boolean;
  readonly prompt: number;
  readonly completion: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly promptCharacters: number | undefined;
  readonly completionCharacters: number | undefined;
  readonly responseMs: number | undefined;
  readonly custom: CustomPrices;
  readonly queries: number | undefined;
  readonly rerankUnits: JsonObject | undefined;
  /** Seconds of the file that was transcribed. */
  readonly audioSeconds: number;
  readonly tier: string | undefined;
  readonly residency: string | undefined;
  readonly location: string | undefined;
  /** The answer, where it is more than its usage. */
  readonly response: JsonObject | undefined;
  readonly requestModel: string | undefined;
  readonly params: JsonObject;
}

/** The model as rows are looked up by. */
export interface Named {
  /** The name the price map has, if it has any. */
  readonly model: string;
  /** The name without what stands before its first slash. */
  readonly bare: string;
  readonly provider: string;
}

function withoutRepeats(model: string, provider: string): string {
  const prefix = `${provider}/`;
  return model.startsWith(prefix + prefix) ? withoutRepeats(model.slice(prefix.length), provider) : model;
}

function combined(model: string, { provider, region }: CostAsked, { world: { facts } }: PriceBook): string {
  if (provider === undefined) return model;
  const prefix = `${provider}/`;
  const bare = model.startsWith(prefix) ? model.slice(prefix.length) : model;
  const regional = `${prefix}${region}/${bare}`;
  return region !== undefined && facts.row(regional) !== undefined ? regional : prefix + bare;
}

function named(asked: CostAsked, book: PriceBook): Priced<Named> {
  const { facts, providers, env = {} } = book.world;
  const model = asked.provider === undefined ? asked.model : withoutRepeats(asked.model, asked.provider);
  const found = asked.provider === undefined ? resolveModel({ model, env }, providers) : undefined;
  if (found?.resolved === false) {
    const { fault } = found;
    return { ok: false, error: { kind: fault.kind, text: fault.message, fault } };
  }
  const provider = asked.provider ?? found?.provider ?? "";
  const slash = model.indexOf("/");
  const bare = slash < 0 ? model : model.slice(slash + 1);
  const row = [combined(model, asked, book), model, bare].find((name) => facts.row(name) !== undefined);
  return priced({ model: row ?? model, bare, provider });
}

/** Seconds that a model without a price for its tokens took. */
function bySecond({ model, provider }: Named, { responseMs }: CostAsked, book: PriceBook): Priced<Bill> {
  const found = book.info({ model, provider });
  if (!found.ok) return found;
  const { row } = found.value;
  const side = (field: string): Side => {
    const [rate, raw] = [rateOf(row, field), rawPrice(row, field)];
    if (rate === undefined || raw === undefined || responseMs === undefined) return { ...NOTHING, sum: 0 };
    return { ...single("seconds", responseMs / 1000, rate), sum: over(times(raw, responseMs), 1000) };
  };
  return priced({ input: side("input_cost_per_second"), output: side("output_cost_per_second") });
}

function isPriced(row: JsonObject, field: string): boolean {
  return (rateOf(row, field)?.value ?? 0) > 0;
}

function tokens(name: Named, asked: CostAsked, book: PriceBook): Priced<Bill> {
  const { provider } = name;
  const { tier, residency, location, usage } = asked;
  const { now } = book.world;
  const served: Served = { tier, residency, location, now, isInclusive: book.rules?.isInclusive(provider) === true };
  const own = book.rules?.tokens({ ...asked, ...name, served }, book);
  if (own !== undefined) return own;
  const found = book.info({ model: name.model, provider });
  if (!found.ok) return found;
  const { row } = found.value;
  const isByToken =
    isPriced(row, "input_cost_per_token") || isPriced(row, "output_cost_per_token") || hasPrice(row, "tiered_pricing");
  if (!isByToken) return bySecond(name, asked, book);
  return priced(tokenBill(row, usage, { ...served, location: undefined }));
}

/** What a call costs, both sides: LiteLLM's `cost_per_token`. */
export function tokenCost(asked: CostAsked, book: PriceBook): Priced<Bill> {
  const { prompt, completion, cacheRead, cacheWrite, responseMs, usage, hasUsage } = asked;
  const told = hasUsage ? usage : undefined;
  const custom = customBill(asked.custom, { prompt, completion, cacheRead, cacheWrite, responseMs, usage: told });
  if (custom !== undefined) return custom;
  const name = named(asked, book);
  if (!name.ok) return name;
  switch (asked.callType.replace(/^a(?=speech|rerank|vector|ocr|retrieve|transcription|search)/, "")) {
    case "speech":
      return speechBill(name.value, asked, book);
    case "rerank":
      return rerankBill(name.value, asked, book);
    case "vector_store_search":
      return vectorSearchBill(name.value, book);
    case "ocr":
      return ocrBill({ ...name.value, own: asked.custom.ocr }, asked.response, book);
    case "retrieve_batch":
      return batchBill({ ...name.value, usage, residency: asked.residency }, book);
    case "transcription":
      return transcriptionBill(name.value, asked, book);
    case "search":
      return searchBill({ ...name.value, queries: asked.queries || 1, params: asked.params }, book);
    default:
      return tokens(name.value, asked, book);
  }
}
