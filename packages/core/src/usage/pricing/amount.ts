import { float, int, isInt, type Num, numeric } from "../../json/index.ts";

/** A number with Python's meaning: an int or a float. */
export type Amount = number | Num;

function of(value: Amount): number {
  return numeric(value) ?? 0;
}

/** Python's `a * b`. */
export function times(a: Amount, b: Amount): Amount {
  const value = of(a) * of(b);
  return isInt(a) && isInt(b) ? int(value) : float(value);
}

/** Python's `a + b`. */
export function plus(a: Amount, b: Amount): Amount {
  const value = of(a) + of(b);
  return isInt(a) && isInt(b) ? int(value) : float(value);
}

/** Python's `a / b`. */
export function over(a: Amount, b: number): Amount {
  return float(of(a) / b);
}
