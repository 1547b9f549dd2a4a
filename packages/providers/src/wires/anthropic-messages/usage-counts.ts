import { int, isInt, type Json, type Num, numeric } from "@lintel/core/json";

/** A count of tokens as Python's `int(value)` reads a number; 0 for what is none. */
export function counts(value: Json): number | Num {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (isInt(value)) return value;
  const size = numeric(value);
  return size !== undefined && Number.isFinite(size) ? int(size) : 0;
}

function exact(value: number | Num): bigint {
  return BigInt(typeof value === "number" ? value : value.source);
}

/** Both together, of any size. */
export function plus(first: number | Num, second: number | Num): number | Num {
  const whole = (numeric(first) ?? 0) + (numeric(second) ?? 0);
  return Number.isSafeInteger(whole) ? whole : int(exact(first) + exact(second));
}

/** What is left of a count. */
export function minus(from: number | Num, taken: number): number | Num {
  return plus(from, -taken);
}

/** All together. */
export function sum(values: readonly (number | Num)[]): number | Num {
  return values.reduce(plus, 0);
}
