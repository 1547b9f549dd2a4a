import { fromUser, isObject, type JsonObject, numeric } from "../../json/index.ts";
import type { Loss } from "../../loss.ts";
import type { FactsSource } from "../model-facts.ts";
import type { Buckets } from "../usage.ts";
import { type Amount, plus } from "./amount.ts";
import { amountOf, type Bill, exactLine, exactSide, type Factor, type Line, type Side } from "./bill.ts";
import { type Decimal, decimalText, sum, ZERO } from "./decimal.ts";
import { type Adjustment, adjusted } from "./price-adjust.ts";
import type { PriceWorld } from "./price-book.ts";

/** One line of a receipt; decimal texts are exact, in US dollars. */
export interface ReceiptLine {
  readonly side: "input" | "output" | "tools";
  /** What is paid for, such as `text`, `cache_read` or `pages`. */
  readonly bucket: string;
  readonly quantity: number;
  readonly rate: string;
  /** The field of the price map the rate stands in. */
  readonly field: string;
  /** Quantity times rate, with all factors. */
  readonly amount: string;
}

/** What something costs, with all that it takes to reckon it again. */
export interface CostReceipt<Dollars = Amount> {
  /** US dollars as LiteLLM's float has them. */
  readonly litellm: Dollars;
  /** The same of input and output alone, before tools, discounts and margins. */
  readonly sides: { readonly input: Dollars; readonly output: Dollars };
  /** US dollars, the exact sum of the lines after discounts and margins. */
  readonly total: string;
  readonly model: string;
  readonly provider: string | undefined;
  readonly lines: readonly ReceiptLine[];
  /** What a side's lines were multiplied with: a region, a speed. */
  readonly factors: readonly { readonly side: "input" | "output"; readonly name: string; readonly rate: string }[];
  readonly adjustments: readonly Adjustment[];
  /** The rows of the price map that were asked, and where they come from. */
  readonly rows: readonly { readonly key: string; readonly source: FactsSource }[];
  /** The usage taken apart, no token counted twice; absent where nothing was used by tokens or pages. */
  readonly usage?: Buckets;
  /** What was used and has no price. */
  readonly losses?: readonly Loss[];
}

/** A bill with what lies beside it. */
export interface Reckoned {
  readonly model: string;
  readonly provider: string | undefined;
  readonly bill: Bill;
  /** What tools cost besides. */
  readonly tools: readonly Line[];
  readonly keys: readonly string[];
  /** The usage taken apart, when it is asked for. */
  usage?(): Buckets;
}

type SideName = ReceiptLine["side"];

function linesOf(side: SideName, { lines, factors }: Side): readonly ReceiptLine[] {
  return lines
    .filter(({ quantity }) => quantity !== 0)
    .map((line) => ({
      side,
      bucket: line.bucket,
      quantity: line.quantity,
      rate: decimalText(line.rate.exact),
      field: line.rate.field,
      amount: decimalText(exactLine(line, factors)),
    }));
}

function factorsOf(side: "input" | "output", factors: readonly Factor[]): CostReceipt["factors"] {
  return factors.map(({ name, rate }) => ({ side, name, rate: decimalText(rate.exact) }));
}

/** The receipt of a bill; `isFinal` where LiteLLM neither adds tools nor takes discounts off. */
export function receipt(
  { model, provider, bill, tools, keys, usage }: Reckoned,
  world: PriceWorld,
  { isFinal = false } = {},
): CostReceipt {
  const { input, output } = bill;
  const toolSide: Side = { lines: tools, factors: [] };
  const sides = { input: amountOf(input), output: amountOf(output) };
  const amount = plus(sides.input, sides.output);
  const settings: JsonObject = isFinal ? {} : world.settings;
  const all = isFinal ? amount : plus(amount, amountOf(toolSide));
  const price = adjusted({ amount: all, exact: ZERO }, { provider, settings });
  const exactly = (): Decimal => {
    const exact = sum(exactSide(input), exactSide(output), exactSide(toolSide));
    return adjusted({ amount: all, exact }, { provider, settings }).exact;
  };
  const made: CostReceipt = {
    litellm: price.amount,
    sides,
    model,
    provider,
    factors: [...factorsOf("input", input.factors), ...factorsOf("output", output.factors)],
    adjustments: price.notes,
    rows: keys.map((key) => ({ key, source: world.facts.sourceOf(key) })),
    // Exact decimals take ten times what the float does, and few ask for them.
    get total() {
      return decimalText(exactly());
    },
    get lines() {
      return [...linesOf("input", input), ...linesOf("output", output), ...linesOf("tools", toolSide)];
    },
    ...(bill.losses !== undefined && { losses: bill.losses }),
  };
  return usage === undefined ? made : Object.defineProperty(made, "usage", { enumerable: true, get: usage });
}

/** Both sides of a bill as LiteLLM's floats. */
export function sidesOf({ input, output }: Bill): readonly [input: Amount, output: Amount] {
  return [amountOf(input), amountOf(output)];
}

/** A receipt with JavaScript's numbers. */
export function plainReceipt(receipt: CostReceipt): CostReceipt<number> {
  const { litellm, sides, usage, losses } = receipt;
  const { total, model, provider, lines, factors, adjustments, rows } = receipt;
  const { input, output } = sides;
  return {
    total,
    model,
    provider,
    lines,
    factors,
    adjustments,
    rows,
    ...(usage !== undefined && { usage }),
    ...(losses !== undefined && { losses }),
    litellm: numeric(litellm) ?? 0,
    sides: { input: numeric(input) ?? 0, output: numeric(output) ?? 0 },
  };
}

/** A receipt as JSON. */
export function receiptJson(cost: CostReceipt): JsonObject {
  const taken = fromUser(cost);
  return taken.ok && isObject(taken.value) ? taken.value : {};
}
