import { strip } from "@lintel/core";

// A sign, and single underscores between digits of any script.
const INT = /^([+-]?)(\p{Nd}+(?:_\p{Nd}+)*)$/u;
const DIGIT = /\p{Nd}/gu;

/** The value of a decimal digit of any script: they stand in runs of ten. */
function digit(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
  return String(value);
}

/** The integer a text means to Python's `int()`; undefined for any other text. */
export function pythonInt(text: string): bigint | undefined {
  const [, sign, digits] = INT.exec(strip(text)) ?? [];
  if (digits === undefined) return undefined;
  const value = BigInt(digits.replaceAll("_", "").replace(DIGIT, (char) => (char < "\x80" ? char : digit(char))));
  return sign === "-" ? -value : value;
}
