import { adjustedNothing, type CostReceipt, type ReceiptLine } from "@lintel/core";
import { float, isObject, type JsonObject, numeric, pythonCompact } from "@lintel/core/json";
import type { Exchange } from "../exchange.ts";

/** US dollars that were not spent, as Python prints them. */
export const NOTHING = "0.0";

/** Name and value in turn. */
export type Headers = string[];

/** What of a receipt is told apart. */
interface Parts {
  readonly read: number;
  readonly written: number;
  readonly reasoning: number;
  readonly tools: number;
}

const NO_PARTS: Parts = { read: 0, written: 0, reasoning: 0, tools: 0 };

function partsOf({ lines }: CostReceipt, usage: JsonObject | undefined): Parts {
  const cost = (isMeant: (line: ReceiptLine) => boolean): number =>
    lines.reduce((total, line) => (isMeant(line) ? total + line.quantity * Number(line.rate) : total), 0);
  return {
    read: cost(({ bucket }) => bucket === "cache_read"),
    written: cost(({ bucket }) => bucket === "cache_write_5m" || bucket === "cache_write_1h"),
    reasoning: tellsReasoning(usage) ? cost(({ bucket }) => bucket === "reasoning") : 0,
    tools: cost(({ side }) => side === "tools"),
  };
}

/** Whether the answer's own usage tells of reasoning: Anthropic's does not, whoever's model answered. */
function tellsReasoning(usage: JsonObject = {}): boolean {
  return Object.values(usage).some((value) => isObject(value) && (value.reasoning_tokens ?? null) !== null);
}

/** The input's cost without that of caches, which is told beside it. */
function uncached({ sides: { input } }: CostReceipt, { read, written }: Parts): string {
  return read === 0 && written === 0
    ? pythonCompact(input)
    : pythonCompact(float((numeric(input) ?? 0) - read - written));
}

/** Whether a usage tells tokens that are billed apart: only then are a receipt's exact lines looked at. */
function hasParts(usage: JsonObject | undefined): boolean {
  for (const name in usage) {
    const value = usage[name] ?? null;
    if (name.startsWith("cache_") && typeof value === "number" && value > 0) return true;
    if (isObject(value))
      for (const part in value) if (part !== "text_tokens" && value[part] !== 0 && value[part] !== null) return true;
  }
  return false;
}

/** What discounts and margins make of a price, as headers tell it. */
interface Changed {
  readonly sum: string;
  readonly original: string;
  readonly discount: string;
  readonly margin: string;
  readonly share: string;
}

function dollars(amount: number | undefined): string {
  return amount === undefined ? NOTHING : pythonCompact(float(amount));
}

/** What the configuration's discounts and margins make of a price, be it none: undefined where there are none. */
function changedBy({ snapshot, deployment }: Exchange, receipt: CostReceipt | undefined): Changed | undefined {
  const { settings } = snapshot.config;
  if (!settings.cost_discount_config && !settings.cost_margin_config) return undefined;
  const provider = deployment && snapshot.defaults(deployment).provider;
  const { amount, notes } =
    receipt === undefined
      ? adjustedNothing({ provider, settings })
      : { amount: receipt.litellm, notes: receipt.adjustments };
  const [first] = notes;
  const margin = notes.find(({ name }) => name === "margin");
  return {
    sum: pythonCompact(amount),
    original: first === undefined ? pythonCompact(amount) : dollars(first.before),
    discount: dollars(notes.find(({ name }) => name === "discount")?.amount),
    margin: dollars(margin?.amount),
    share: dollars(margin?.share),
  };
}

/** What a call has cost, as LiteLLM's headers tell it; zeros where nobody knows, and then no sum. Its result is the sum. */
export function pushCost(
  headers: Headers,
  exchange: Exchange,
  { receipt, isSummed }: { readonly receipt: CostReceipt | undefined; readonly isSummed: boolean },
): string {
  const usage = exchange.usage?.value;
  const changed = changedBy(exchange, receipt);
  const told = changed?.sum ?? (receipt === undefined ? NOTHING : pythonCompact(receipt.litellm));
  const total = isSummed ? told : NOTHING;
  const parts = receipt !== undefined && hasParts(usage) ? partsOf(receipt, usage) : NO_PARTS;
  if (total !== NOTHING) headers.push("x-litellm-response-cost", total);
  headers.push(
    "x-litellm-response-cost-original",
    changed?.original ?? told,
    "x-litellm-response-cost-discount-amount",
    changed?.discount ?? NOTHING,
    "x-litellm-response-cost-margin-amount",
    changed?.margin ?? NOTHING,
    "x-litellm-response-cost-margin-percent",
    changed?.share ?? NOTHING,
    "x-litellm-response-cost-input",
    receipt === undefined ? NOTHING : uncached(receipt, parts),
    "x-litellm-response-cost-output",
    receipt === undefined ? NOTHING : pythonCompact(receipt.sides.output),
  );
  const { read, written, reasoning, tools } = parts;
  if (read > 0) headers.push("x-litellm-response-cost-cache-read", pythonCompact(read));
  if (written > 0) headers.push("x-litellm-response-cost-cache-creation", pythonCompact(written));
  if (reasoning > 0) headers.push("x-litellm-response-cost-reasoning", pythonCompact(reasoning));
  headers.push("x-litellm-response-cost-tool-usage", tools > 0 ? pythonCompact(float(tools)) : NOTHING);
  return total;
}
