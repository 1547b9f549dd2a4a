/** Spells a float as Python's `repr` and `json.dumps` do: `1.0`, `-0.0`, `1e-07`, `1e+16`, `NaN`, `Infinity`. */
export function pythonFloat(value: number): string {
  return isDecimal(value, 1e-4) ? decimal(value) : padded(value.toExponential());
}

/** An exponent with two digits at least. */
function padded(text: string): string {
  const sign = text.length - 2;
  const isShort = text.charCodeAt(sign) === 43 || text.charCodeAt(sign) === 45;
  return isShort ? `${text.slice(0, sign + 1)}0${text.slice(sign + 1)}` : text;
}

/** Spells a finite float as orjson does: `1.0`, `0.00001`, `1e-7`, `1e+16`. */
export function orjsonFloat(value: number): string {
  return isDecimal(value, 1e-5) ? decimal(value) : value.toExponential();
}

/** Whether a float is spelt without exponent, where those below `least` have one; non-finite ones count as such. */
function isDecimal(value: number, least: number): boolean {
  const size = Math.abs(value);
  return (size >= least && size < 1e16) || size === 0 || !Number.isFinite(value);
}

function decimal(value: number): string {
  if (!Number.isInteger(value)) return String(value);
  return Object.is(value, -0) ? "-0.0" : `${value}.0`;
}

/** Spells an integral JavaScript number as the int it stands for. */
export function integer(value: number): string {
  return Number.isSafeInteger(value) ? String(value) : BigInt(value).toString();
}
