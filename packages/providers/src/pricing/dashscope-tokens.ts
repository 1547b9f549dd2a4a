import { isObject } from "@lintel/core/json";
import {
  type Bill,
  type ChatUsage,
  free,
  hasPrice,
  type Line,
  offPeak,
  offPeakRate,
  type PriceRow,
  parsedCompletion,
  parsedPrompt,
  priced,
  type Rate,
  rateOf,
  tierFor,
  tierRate,
} from "@lintel/core/pricing";
import type { TokenRule } from "./token-rules.ts";

interface Rates {
  readonly input: Rate;
  readonly output: Rate;
  readonly cacheRead: Rate;
  readonly cacheWrite: Rate;
  readonly reasoning: Rate | undefined;
}

const INPUT = "input_cost_per_token";
const OUTPUT = "output_cost_per_token";
const READ = "cache_read_input_token_cost";
const WRITE = "cache_creation_input_token_cost";
const REASONING = "output_cost_per_reasoning_token";

function flatRates(row: PriceRow): Rates {
  const input = rateOf(row, INPUT) ?? free(INPUT);
  const or = (field: string): Rate => (hasPrice(row, field) ? rateOf(row, field) : undefined) ?? input;
  return {
    input,
    output: rateOf(row, OUTPUT) ?? free(OUTPUT),
    cacheRead: or(READ),
    cacheWrite: or(WRITE),
    reasoning: rateOf(row, REASONING),
  };
}

function tierRates(row: PriceRow, inputTokens: number): Rates {
  const flat = flatRates(row);
  const tier = tierFor(row.tiered_pricing, inputTokens);
  if (!isObject(tier)) return flat;
  const hasOutput = tier[OUTPUT] !== undefined;
  const own = tier[REASONING] === undefined ? undefined : tierRate(tier, REASONING);
  return {
    input: tierRate(tier, INPUT),
    output: hasOutput ? tierRate(tier, OUTPUT) : flat.output,
    cacheRead: tierRate(tier, READ, INPUT),
    cacheWrite: tierRate(tier, WRITE, INPUT),
    reasoning: own ?? (hasOutput ? undefined : flat.reasoning),
  };
}

function ratesOf(row: PriceRow, inputTokens: number, now: number): Rates {
  const rates = tierRates(row, inputTokens);
  const quiet = offPeak(row, now);
  return {
    input: offPeakRate(quiet, INPUT) ?? rates.input,
    output: offPeakRate(quiet, OUTPUT) ?? rates.output,
    cacheRead: offPeakRate(quiet, READ) ?? rates.cacheRead,
    cacheWrite: offPeakRate(quiet, WRITE) ?? rates.cacheWrite,
    reasoning: offPeakRate(quiet, REASONING) ?? rates.reasoning,
  };
}

function toBill(row: PriceRow, usage: ChatUsage, now: number): Bill {
  const { cacheRead, cacheWrite } = parsedPrompt(usage.promptDetails);
  const { reasoning } = parsedCompletion(usage);
  const text = Math.max(usage.prompt - cacheRead - cacheWrite, 0);
  const rates = ratesOf(row, text + cacheRead + cacheWrite, now);
  const line = (bucket: string, quantity: number, rate: Rate): Line => ({ bucket, quantity, rate });
  return {
    input: {
      lines: [
        line("text", text, rates.input),
        line("cache_read", cacheRead, rates.cacheRead),
        line("cache_write_5m", cacheWrite, rates.cacheWrite),
      ],
      factors: [],
    },
    output: {
      lines: [
        line("text", Math.max(usage.completion - reasoning, 0), rates.output),
        line("reasoning", reasoning, rates.reasoning ?? rates.output),
      ],
      factors: [],
    },
  };
}

/** Tokens of Alibaba's model studio under any of its names: all at the rates of the tier the input falls in. */
export const dashscopeTokens: TokenRule = ({ model, provider, usage, served }, book) => {
  const found = book.info({ model, provider });
  return found.ok ? priced(toBill(found.value.row, usage, served.now)) : found;
};
