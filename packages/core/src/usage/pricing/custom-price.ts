import { isObject, type Json, type JsonObject, numeric } from "../../json/index.ts";
import type { ChatUsage } from "../usage-read.ts";
import { type Amount, over, times } from "./amount.ts";
import { type Bill, NOTHING, single } from "./bill.ts";
import { type Priced, priced, unpriced } from "./priced.ts";
import { free, type Rate, rateOf, rawPrice } from "./rate.ts";

/** Prices a caller names for one call: LiteLLM's `custom_cost_per_token` and `custom_cost_per_second`, and what `ocr` takes. */
export interface CustomPrices {
  readonly perToken: JsonObject | undefined;
  readonly perSecond: Amount | undefined;
  /** The prices of pages and credits, by their fields in the price map. */
  readonly ocr: JsonObject;
}

/** What custom prices are applied to. */
export interface CustomAsked {
  readonly prompt: number;
  readonly completion: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly responseMs: number | undefined;
  readonly usage: ChatUsage | undefined;
}

const OUTPUT = "output_cost_per_token";
const BOTH_SIDES = ["input_cost_per_token", OUTPUT];
/** In the order in which LiteLLM multiplies by them. */
const ALL = ["input_cost_per_token", "cache_read_input_token_cost", "cache_creation_input_token_cost", OUTPUT];

interface Cached {
  readonly read: number;
  readonly write: number;
  /** Whether the prompt's tokens are told without the cache's. */
  readonly isApart: boolean;
}

function given(value: Json | undefined): number | undefined {
  return numeric(value);
}

function cachedOf({ usage, cacheRead, cacheWrite }: CustomAsked): Cached {
  const told = usage?.source ?? {};
  const [read, write] = [given(told.cache_read_input_tokens), given(told.cache_creation_input_tokens)];
  const ownRead = read ?? usage?.promptDetails?.cached ?? 0;
  const ownWrite = write ?? usage?.promptDetails?.cacheWrite ?? 0;
  const isApart = read !== undefined || write !== undefined;
  return {
    read: ownRead || cacheRead,
    write: ownWrite || cacheWrite,
    isApart: isApart || (ownRead === 0 && cacheRead !== 0) || (ownWrite === 0 && cacheWrite !== 0),
  };
}

function perToken(prices: JsonObject, asked: CustomAsked): Bill {
  const { read, write, isApart } = cachedOf(asked);
  const prompt = isApart ? asked.prompt + read + write : asked.prompt;
  const input = rateOf(prices, "input_cost_per_token") ?? free("input_cost_per_token");
  const output = rateOf(prices, "output_cost_per_token") ?? free("output_cost_per_token");
  const line = (bucket: string, quantity: number, rate: Rate): Bill["input"]["lines"][number] => ({
    bucket,
    quantity,
    rate,
  });
  return {
    input: {
      lines: [
        line("text", Math.max(prompt - read - write, 0), input),
        line("cache_read", read, rateOf(prices, "cache_read_input_token_cost") ?? input),
        line("cache_write_5m", write, rateOf(prices, "cache_creation_input_token_cost") ?? input),
      ],
      factors: [],
    },
    output: {
      ...single("text", asked.completion, output),
      sum: times(asked.completion, rawPrice(prices, "output_cost_per_token") ?? 0),
    },
  };
}

/** What Python says of a price that is null: completions alone are whole numbers. */
function unmultiplied(field: string, { completion }: CustomAsked): Priced<never> {
  const type = field === OUTPUT && Number.isInteger(completion) ? "int" : "float";
  return unpriced("TypeError", `unsupported operand type(s) for *: '${type}' and 'NoneType'`);
}

/** What a call costs by the caller's own prices (`_cost_per_token_custom_pricing_helper`); undefined where there are none. */
export function customBill(
  { perToken: prices, perSecond }: Omit<CustomPrices, "ocr">,
  asked: CustomAsked,
): Priced<Bill> | undefined {
  if (isObject(prices)) {
    const missing = BOTH_SIDES.find((name) => !(name in prices));
    if (missing !== undefined) return unpriced("KeyError", `'${missing}'`);
    const odd = ALL.find((name) => prices[name] === null);
    return odd === undefined ? priced(perToken(prices, asked)) : unmultiplied(odd, asked);
  }
  if (perSecond === undefined) return undefined;
  const rate =
    rateOf({ custom_cost_per_second: perSecond }, "custom_cost_per_second") ?? free("custom_cost_per_second");
  const ms = asked.responseMs ?? 0;
  return priced({
    input: { ...NOTHING, sum: 0 },
    output: { ...single("seconds", ms / 1000, rate), sum: over(times(perSecond, ms), 1000) },
  });
}
