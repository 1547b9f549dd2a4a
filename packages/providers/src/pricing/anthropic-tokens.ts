import { isObject, type Json } from "@lintel/core/json";
import { type Factor, type PriceRow, priced, toRate, withFactor } from "@lintel/core/pricing";
import { byRow, type TokenRule } from "./token-rules.ts";

const ANYWHERE: ReadonlySet<string> = new Set(["global", "not_available"]);

/** What a place or a speed costs more (`provider_specific_entry`). */
function extra(row: PriceRow, name: Json | undefined): Factor | undefined {
  const entry = row.provider_specific_entry;
  if (!isObject(entry) || typeof name !== "string") return undefined;
  const field = name.toLowerCase();
  const rate = toRate(entry[field], field);
  return rate && { name: field, rate };
}

const plain = byRow("anthropic");

/** Claude's tokens, dearer where they are served fast or in one country. */
export const anthropicTokens: TokenRule = (asked, book) => {
  const bill = plain(asked, book);
  const found = book.info({ model: asked.model, provider: "anthropic" });
  if (!bill.ok || !found.ok) return bill;
  const { speed, inference_geo: place = null } = asked.usage.source;
  const { row } = found.value;
  const quick = withFactor(bill.value, speed === "fast" ? extra(row, "fast") : undefined);
  const isSomewhere = typeof place === "string" && !ANYWHERE.has(place.toLowerCase());
  return priced(withFactor(quick, isSomewhere ? extra(row, place) : undefined));
};
