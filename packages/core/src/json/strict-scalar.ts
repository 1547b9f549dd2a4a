import { type Cursor, fail, failAt } from "./cursor.ts";
import type { Json } from "./json.ts";
import { fromSource, isFloat, isNum, NUMBER, type Num, num } from "./num.ts";
import { pythonFloat } from "./spell.ts";

const NUMBER_HERE = new RegExp(NUMBER, "y");

const WORDS: readonly { readonly text: string; readonly value: Json }[] = [
  { text: "null", value: null },
  { text: "true", value: true },
  { text: "false", value: false },
];

const NON_FINITE: readonly string[] = ["NaN", "Infinity", "-Infinity"];

/** Reads what is neither string, array nor object. */
export function readScalar(cursor: Cursor): Json {
  const { text, at, bounds } = cursor;
  NUMBER_HERE.lastIndex = at;
  if (NUMBER_HERE.test(text)) {
    cursor.at = NUMBER_HERE.lastIndex;
    return readNumber(cursor, text.slice(at, cursor.at));
  }
  const word = WORDS.find((candidate) => text.startsWith(candidate.text, at));
  if (word !== undefined) {
    cursor.at += word.text.length;
    return word.value;
  }
  const name = bounds.nonFinite ? NON_FINITE.find((candidate) => text.startsWith(candidate, at)) : undefined;
  if (name === undefined) return failAt(cursor, { message: "Expecting value", offset: at });
  cursor.at += name.length;
  return num("float", name);
}

function readNumber(cursor: Cursor, source: string): Json {
  const { digits, sources } = cursor.bounds;
  const count = source.replace("-", "").length;
  if (count > digits && /^-?\d+$/.test(source))
    return fail(cursor, { message: tooManyDigits(digits, count), offset: cursor.at - source.length });
  const number = fromSource(source);
  return sources && isRespelt(number, source) ? num("float", source) : number;
}

function isRespelt(number: number | Num, source: string): boolean {
  return isFloat(number) && !isNum(number) && pythonFloat(number) !== source;
}

function tooManyDigits(limit: number, count: number): string {
  return `Exceeds the limit (${limit} digits) for integer string conversion: value has ${count} digits; use sys.set_int_max_str_digits() to increase the limit`;
}
