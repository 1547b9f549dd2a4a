import type { Settings } from "../../call.ts";
import { float, isNum, isObject, type Json, numeric } from "../../json/index.ts";
import { type Amount, plus } from "./amount.ts";
import { type Decimal, exactly, negative, product, sum, ZERO } from "./decimal.ts";

/** A price after discounts and margins. */
export interface Adjusted {
  readonly amount: Amount;
  readonly exact: Decimal;
  readonly notes: readonly Adjustment[];
}

/** What was taken off or put on. */
export interface Adjustment {
  readonly name: "discount" | "margin";
  /** The price before it, in US dollars. */
  readonly before: number;
  /** US dollars. */
  readonly amount: number;
  /** The part of the price, where it is one. */
  readonly share?: number;
  /** US dollars. */
  readonly fixed?: number;
}

function number(value: Json | undefined): number | undefined {
  return typeof value === "string" ? Number(value) : numeric(value);
}

function exact(value: Json | undefined): Decimal {
  return typeof value === "number" || isNum(value) ? exactly(value) : exactly(number(value) ?? 0);
}

function discounted(before: Adjusted, config: Json | undefined, provider: string | undefined): Adjusted {
  const share = isObject(config) && provider ? config[provider] : undefined;
  const part = numeric(share);
  if (part === undefined) return before;
  const amount = numeric(before.amount) ?? 0;
  return {
    amount: float(amount - amount * part),
    exact: sum(before.exact, negative(product(before.exact, exact(share)))),
    notes: [...before.notes, { name: "discount", before: amount, amount: amount * part, share: part }],
  };
}

interface Margin {
  readonly share: Json | undefined;
  readonly fixed: Json | undefined;
}

function marginOf(config: Json | undefined, provider: string | undefined): Margin | undefined {
  if (!isObject(config)) return undefined;
  const own = (provider ? config[provider] : undefined) ?? config.global;
  if (numeric(own) !== undefined) return { share: own, fixed: undefined };
  return isObject(own) ? { share: own.percentage, fixed: own.fixed_amount } : undefined;
}

function marked(before: Adjusted, margin: Margin | undefined): Adjusted {
  if (margin === undefined) return before;
  const [share, fixed] = [number(margin.share), number(margin.fixed)];
  const amount = numeric(before.amount) ?? 0;
  const more = (share === undefined ? 0 : amount * share) + (fixed ?? 0);
  return {
    amount: plus(before.amount, float(more)),
    exact: sum(before.exact, product(before.exact, exact(margin.share ?? 0)), exact(margin.fixed ?? 0)),
    notes: [
      ...before.notes,
      {
        name: "margin",
        before: amount,
        amount: more,
        ...(share !== undefined && { share }),
        ...(fixed !== undefined && { fixed }),
      },
    ],
  };
}

/** What is taken off and put on where nobody knows what something costs. */
export function adjustedNothing(about: {
  readonly provider: string | undefined;
  readonly settings: Settings;
}): Adjusted {
  return adjusted({ amount: float(0), exact: ZERO }, about);
}

/** A price with the discounts and margins of LiteLLM's `cost_discount_config` and `cost_margin_config`, in this order. */
export function adjusted(
  price: { readonly amount: Amount; readonly exact: Decimal },
  { provider, settings }: { readonly provider: string | undefined; readonly settings: Settings },
): Adjusted {
  const before: Adjusted = { ...price, notes: [] };
  const cheaper = discounted(before, settings.cost_discount_config, provider);
  return marked(cheaper, marginOf(settings.cost_margin_config, provider));
}
