import { textEnd } from "./text-end.ts";
import { cut, failed, type Read, unexpected } from "./trouble.ts";

const NUMBER = /(-?)(\d*)(?:(\.)(\d*))?(?:([eE])[+-]?(\d*))?/y;
const LITERALS: Readonly<Record<string, string>> = { t: "true", f: "false", n: "null" };
const DIGITS = "0123456789";

function literalEnd(text: string, at: number, literal: string): Read {
  if (text.startsWith(literal, at)) return at + literal.length;
  const isCut = text.length - at < literal.length && literal.startsWith(text.slice(at));
  return isCut ? cut(text) : failed(at, `invalid literal, expected '${literal}'`);
}

function numberEnd(text: string, at: number): Read {
  NUMBER.lastIndex = at;
  const [whole = "", sign = "", digits = "", dot, decimals, e, exponent] = NUMBER.exec(text) ?? [];
  const [first, end] = [at + sign.length, at + whole.length];
  if (digits === "") return unexpected(text, first, "no digit after sign");
  if (digits.length > 1 && digits.startsWith("0")) return failed(first, "number with leading zero is not allowed");
  if (dot !== undefined && decimals === "")
    return unexpected(text, first + digits.length + 1, "no digit after decimal point");
  if (e !== undefined && exponent === "") return unexpected(text, end, "no digit after exponent sign");
  return Number.isFinite(Number(whole)) ? end : failed(at, "number is infinity when parsed as double");
}

/** Behind a value that is no list and no object. */
export function scalarEnd(text: string, at: number): Read {
  const first = text[at];
  if (first === undefined) return cut(text);
  if (first === '"') return textEnd(text, at + 1);
  const literal = LITERALS[first];
  if (literal !== undefined) return literalEnd(text, at, literal);
  return first === "-" || first === "+" || first === "." || DIGITS.includes(first)
    ? numberEnd(text, at)
    : failed(at, "unexpected character, expected a JSON value");
}
