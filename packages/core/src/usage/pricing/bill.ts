import { float } from "../../json/index.ts";
import type { Loss } from "../../loss.ts";
import type { Amount } from "./amount.ts";
import { type Decimal, exactly, product, sum } from "./decimal.ts";
import type { Rate } from "./rate.ts";

/** So many units of one kind at one rate. */
export interface Line {
  /** What is paid for, such as `text` or `cache_read`. */
  readonly bucket: string;
  readonly quantity: number;
  readonly rate: Rate;
  /** Lines of the same group that follow each other are added up before they are added to the rest. */
  readonly group?: string;
}

/** What all lines of a side are multiplied with, one after the other. */
export interface Factor {
  readonly name: string;
  readonly rate: Rate;
}

/** The input's or the output's part of a bill. */
export interface Side {
  readonly lines: readonly Line[];
  readonly factors: readonly Factor[];
  /** The sum where LiteLLM adds up in another order or by other numbers than lines tell. */
  readonly sum?: Amount;
}

/** What a call has used, priced: both sides. */
export interface Bill {
  readonly input: Side;
  readonly output: Side;
  /** What was used and has no price: LiteLLM warns of it and bills nothing. */
  readonly losses?: readonly Loss[];
}

/** A side that costs nothing. */
export const NOTHING: Side = { lines: [], factors: [] };

/** A side that has a sum and one line that tells it. */
export function single(bucket: string, quantity: number, rate: Rate): Side {
  return { lines: [{ bucket, quantity, rate }], factors: [] };
}

function folded(lines: readonly Line[]): number {
  let all = 0;
  let group: string | undefined;
  let part = 0;
  for (const line of lines) {
    if (line.group !== group || group === undefined) {
      all += part;
      part = 0;
      group = line.group;
    }
    part += line.quantity * line.rate.value;
  }
  return all + part;
}

/** A side's amount as LiteLLM's floats add up. */
export function amountOf({ lines, factors, sum: told }: Side): Amount {
  if (told !== undefined) return told;
  return float(factors.reduce((amount, { rate }) => amount * rate.value, folded(lines)));
}

/** A line's exact amount, with all factors. */
export function exactLine({ quantity, rate }: Line, factors: readonly Factor[]): Decimal {
  return product(exactly(quantity), rate.exact, ...factors.map((factor) => factor.rate.exact));
}

/** A side's exact amount. */
export function exactSide({ lines, factors }: Side): Decimal {
  return sum(...lines.map((line) => exactLine(line, factors)));
}

/** The side with one more factor. */
export function multiplied(side: Side, factor: Factor | undefined): Side {
  return factor === undefined || factor.rate.value === 1 ? side : { ...side, factors: [...side.factors, factor] };
}
