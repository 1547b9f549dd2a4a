import { cut, failed, isTrouble, type Read } from "./trouble.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BLANK = 0x20;
const SIMPLE = '"\\/bfnrt';
const UNIT = /^[\da-f]{4}$/i;
const CUT_UNIT = /^[\da-f]{0,3}$/i;
const CUT_LOW = /^(?:\\(?:u(?:d(?:[c-f][\da-f]?)?)?)?)?$/i;

function unitOf(text: string, at: number): number | undefined {
  const digits = text.slice(at, at + 4);
  return UNIT.test(digits) ? Number.parseInt(digits, 16) : undefined;
}

/** Behind a pair of surrogates, whose first begins at a place. */
function pairEnd(text: string, at: number, high: number): Read {
  const rest = text.slice(at + 6, at + 12);
  if (CUT_LOW.test(rest)) return cut(text);
  if (high >= 0xdc00) return failed(at, "invalid high surrogate in string");
  if (!rest.startsWith("\\u")) return failed(at, "no low surrogate in string");
  const low = unitOf(text, at + 8);
  if (low === undefined) return failed(at, "invalid escape in string");
  return low >= 0xdc00 && low <= 0xdfff ? at + 12 : failed(at, "invalid low surrogate in string");
}

function escapeEnd(text: string, at: number): Read {
  const kind = text[at + 1];
  if (kind === undefined) return cut(text);
  if (SIMPLE.includes(kind)) return at + 2;
  const unit = kind === "u" ? unitOf(text, at + 2) : undefined;
  if (unit !== undefined) return unit < 0xd800 || unit > 0xdfff ? at + 6 : pairEnd(text, at, unit);
  const isCut = kind === "u" && text.length < at + 6 && CUT_UNIT.test(text.slice(at + 2));
  return isCut ? cut(text) : failed(at, "invalid escaped sequence in string");
}

/** Behind the quotation mark that ends a text. */
export function textEnd(text: string, from: number): Read {
  for (let at = from; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code < BLANK) return failed(at, "unexpected control character in string");
    const end = code === BACKSLASH ? escapeEnd(text, at) : at + 1;
    if (isTrouble(end)) return end;
    at = end;
  }
  return cut(text);
}
