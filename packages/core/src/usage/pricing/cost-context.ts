import { isObject, type JsonObject, numeric } from "../../json/index.ts";
import type { Loss } from "../../loss.ts";
import { fromUsage } from "../usage-buckets.ts";
import type { ChatUsage } from "../usage-read.ts";
import type { Bill, Line } from "./bill.ts";
import type { PriceBook, PriceWorld } from "./price-book.ts";
import { type Priced, priced } from "./priced.ts";
import { type CostReceipt, receipt } from "./receipt.ts";

/** The tokens of a prompt and of what was said to it. */
export interface TextTokens {
  readonly prompt: number;
  readonly completion: number;
}

/** A call's cost as it is sought: LiteLLM's keyword arguments of `completion_cost`, and what it keeps beside an answer. */
export interface CostSought {
  readonly kwargs: JsonObject;
  /** The model the provider said answered. */
  readonly answeredBy?: string | undefined;
  /** Milliseconds the call took. */
  readonly responseMs?: number | undefined;
  /** The tokens of prompt and completion by model, where there is no answer to tell them. */
  readonly counted?: ReadonlyMap<string, TextTokens> | undefined;
}

/** What is known before a model's price is looked for. */
export interface CostContext {
  readonly sought: CostSought;
  readonly book: PriceBook;
  readonly world: PriceWorld;
  readonly callType: string;
  readonly response: JsonObject | undefined;
  readonly usage: ChatUsage | undefined;
  readonly tier: string | undefined;
  /** The name that is tried. */
  readonly name: string;
  /** The rows that were used so far. */
  readonly keys: Set<string>;
}

/** A model, and the provider that has it where it is known. */
export interface CostModel {
  readonly model: string;
  readonly provider: string | undefined;
}

interface Charged {
  readonly bill: Bill;
  readonly tools?: readonly Line[];
  /** Whether LiteLLM takes no discounts off. */
  readonly isFinal?: boolean;
}

/** Tokens for which LiteLLM bills nothing: the model is known, and a price for them is not. */
function unpricedTokens({ prompt, completion }: ChatUsage, { input, output }: Bill): readonly Loss[] {
  const sides = [
    ["prompt_tokens", prompt, input],
    ["completion_tokens", completion, output],
  ] as const;
  return sides
    .filter(
      ([, tokens, { lines, sum }]) =>
        tokens > 0 && lines.every(({ quantity }) => quantity === 0) && (numeric(sum) ?? 0) === 0,
    )
    .map(([field]) => ({
      pointer: `/completion_response/usage/${field}`,
      action: "dropped",
      reason: "the model has no price for these tokens: nothing is billed",
    }));
}

/** The receipt of what was reckoned. */
export function charged(
  { model, provider }: CostModel,
  context: CostContext,
  { bill, tools = [], isFinal = false }: Charged,
): Priced<CostReceipt> {
  const { keys, response, world, usage: tokens } = context;
  const told = response?.usage ?? response?.usage_info;
  const usage = isObject(told) ? { usage: () => fromUsage(told) } : {};
  const losses = [...(bill.losses ?? []), ...(tokens === undefined ? [] : unpricedTokens(tokens, bill))];
  const whole = losses.length === 0 ? bill : { ...bill, losses };
  return priced(receipt({ model, provider, keys: [...keys], bill: whole, tools, ...usage }, world, { isFinal }));
}
