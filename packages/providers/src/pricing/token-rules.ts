import type { Bill, PriceBook, Priced, TokensAsked } from "@lintel/core/pricing";
import { priced, tokenBill } from "@lintel/core/pricing";

/** How a provider's tokens are priced. */
export type TokenRule = (asked: TokensAsked, book: PriceBook) => Priced<Bill>;

/** By a provider's own row, as most are; where `tiered` is false, service tiers change nothing, and regions where `regional` is. */
export function byRow(provider: string, { tiered = true, regional = false } = {}): TokenRule {
  return ({ model, usage, served }, book) => {
    const found = book.info({ model, provider });
    if (!found.ok) return found;
    const { tier, residency, ...rest } = served;
    const plain = { ...rest, tier: tiered ? tier : undefined, location: undefined };
    return priced(tokenBill(found.value.row, usage, regional ? { ...plain, residency } : plain));
  };
}
