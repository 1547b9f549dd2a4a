import { isObject } from "../../json/index.ts";
import { offPeak, offPeakRate } from "./off-peak.ts";
import { free, hasPrice, type PriceRow, type Rate, rateOf, tierField } from "./rate.ts";
import { pricedTier, tierRate } from "./tiers.ts";

/** What a request's tokens cost, one by one. */
export interface BaseRates {
  readonly input: Rate;
  readonly output: Rate;
  readonly cacheWrite: Rate;
  /** Of a cache kept for an hour. */
  readonly cacheWrite1h: Rate;
  readonly cacheRead: Rate;
}

/** What decides a request's rates besides its row. */
export interface Pricing {
  /** LiteLLM's `service_tier`. */
  readonly tier: string | undefined;
  /** Unix time in seconds: quiet hours may be cheaper. */
  readonly now: number;
  /** Whether a threshold's prices hold for a prompt of exactly that size, too. */
  readonly isInclusive: boolean;
}

const INPUT = "input_cost_per_token";
const OUTPUT = "output_cost_per_token";
const WRITE = "cache_creation_input_token_cost";
const WRITE_1H = "cache_creation_input_token_cost_above_1hr";
const READ = "cache_read_input_token_cost";
const IMAGE = "output_cost_per_image_token";

const PREFIXES = [INPUT, OUTPUT, READ, WRITE].map((it) => `${it}_above_`);
const NOT_STANDARD = ["_ultrafast", "_priority", "_auto", "_flex", "_fast", "_batches"] as const;

type Raw = Omit<BaseRates, "cacheWrite" | "cacheWrite1h" | "cacheRead"> & {
  readonly cacheWrite: Rate | undefined;
  readonly cacheWrite1h: Rate | undefined;
  readonly cacheRead: Rate | undefined;
};

interface Threshold {
  readonly text: string;
  readonly tokens: number;
}

function thresholdOf(field: string): Threshold {
  const [text = ""] = (field.split("_above_").at(-1) ?? "").split("_tokens", 1);
  return { text, tokens: Number(text.replaceAll("k", "")) * (text.includes("k") ? 1000 : 1) };
}

/** Fields of a row that hold from a number of tokens on, found once: rows do not change. */
const stepped = new WeakMap<PriceRow, readonly string[]>();

function steppedFields(row: PriceRow): readonly string[] {
  const known = stepped.get(row);
  if (known !== undefined) return known;
  const isStepped = (field: string): boolean =>
    PREFIXES.some((prefix) => field.startsWith(prefix)) && field.includes("_tokens") && hasPrice(row, field);
  const fields = Object.keys(row).filter(isStepped);
  stepped.set(row, fields);
  return fields;
}

/** The thresholds a prompt has passed, the lowest first. */
function passed(row: PriceRow, promptTokens: number, { tier, isInclusive }: Pricing): readonly Threshold[] {
  const fields = steppedFields(row);
  if (fields.length === 0) return [];
  const own = tierField("", tier);
  const isOwn = (field: string): boolean => own !== "" && field.endsWith(own);
  return fields
    .filter((field) => isOwn(field) || !NOT_STANDARD.some((end) => field.endsWith(end)))
    .map(thresholdOf)
    .filter(({ tokens }) => promptTokens > tokens || (isInclusive && promptTokens === tokens))
    .sort((a, b) => a.tokens - b.tokens);
}

function tierRates(row: PriceRow, promptTokens: number): Raw | undefined {
  const tier = pricedTier(row, promptTokens);
  if (!isObject(tier)) return undefined;
  const cacheWrite = tierRate(tier, WRITE, INPUT);
  const hourly = tierRate(tier, WRITE_1H, WRITE);
  return {
    input: tierRate(tier, INPUT),
    output: tier[OUTPUT] === undefined ? (rateOf(row, OUTPUT) ?? free(OUTPUT)) : tierRate(tier, OUTPUT),
    cacheWrite,
    cacheWrite1h: hourly.value === 0 ? cacheWrite : hourly,
    cacheRead: tierRate(tier, READ, INPUT),
  };
}

function flatRates(row: PriceRow, promptTokens: number, pricing: Pricing): Raw {
  const { tier } = pricing;
  const output = rateOf(row, tierField(OUTPUT, tier)) ?? free(OUTPUT);
  const start: Raw = {
    input: rateOf(row, tierField(INPUT, tier)) ?? free(INPUT),
    output: output.value === 0 ? (rateOf(row, IMAGE) ?? output) : output,
    cacheWrite: rateOf(row, tierField(WRITE, tier)),
    cacheWrite1h: rateOf(row, WRITE_1H),
    cacheRead: rateOf(row, tierField(READ, tier)),
  };
  return passed(row, promptTokens, pricing).reduce<Raw>((raw, { text }) => {
    const above = (field: string): Rate | undefined => rateOf(row, tierField(`${field}_above_${text}_tokens`, tier));
    return {
      input: above(INPUT) ?? raw.input,
      output: above(OUTPUT) ?? raw.output,
      cacheWrite: above(WRITE) ?? raw.cacheWrite,
      cacheWrite1h: above(WRITE_1H) ?? raw.cacheWrite1h,
      cacheRead: above(READ) ?? raw.cacheRead,
    };
  }, start);
}

/**
 * What a request's tokens cost (`_get_token_base_cost`): by its row's tiers, else by the highest threshold its prompt
 * passes, for the service tier, in quiet hours. A cache without a price costs what input does.
 */
export function baseRates(row: PriceRow, promptTokens: number, pricing: Pricing): BaseRates {
  const raw = tierRates(row, promptTokens) ?? flatRates(row, promptTokens, pricing);
  const quiet = offPeak(row, pricing.now);
  const input = offPeakRate(quiet, INPUT) ?? raw.input;
  const cacheWrite = offPeakRate(quiet, WRITE) ?? raw.cacheWrite ?? input;
  return {
    input,
    output: offPeakRate(quiet, OUTPUT) ?? raw.output,
    cacheWrite,
    cacheWrite1h: raw.cacheWrite1h ?? cacheWrite,
    cacheRead: offPeakRate(quiet, READ) ?? raw.cacheRead ?? input,
  };
}

const REASONING = "output_cost_per_reasoning_token";

/** What a token of reasoning costs (`_resolve_billed_reasoning_rate`). */
export function reasoningRate(
  row: PriceRow,
  promptTokens: number,
  { tier, now, output }: Pricing & { readonly output: Rate },
): Rate {
  const quiet = offPeakRate(offPeak(row, now), REASONING);
  if (quiet !== undefined) return quiet;
  const priced = pricedTier(row, promptTokens);
  if (priced !== undefined && (priced[REASONING] !== undefined || priced[OUTPUT] !== undefined))
    return tierRate(priced, REASONING, OUTPUT);
  const field = tierField(REASONING, tier);
  const own = hasPrice(row, field) ? rateOf(row, field) : undefined;
  if (own !== undefined) return own;
  const outputField = tierField(OUTPUT, tier);
  if (outputField !== OUTPUT && hasPrice(row, outputField)) return output;
  return rateOf(row, REASONING) ?? output;
}
