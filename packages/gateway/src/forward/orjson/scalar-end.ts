import { textEnd } from "./text-end.ts";
import { cut, failed, isTrouble, type Read, unexpected } from "./trouble.ts";

const LITERALS: Readonly<Record<string, string>> = { t: "true", f: "false", n: "null" };

function literalEnd(text: string, at: number, literal: string): Read {
  if (text.startsWith(literal, at)) return at + literal.length;
  const isCut = text.length - at < literal.length && literal.startsWith(text.slice(at));
  return isCut ? cut(text) : failed(at, `invalid literal, expected '${literal}'`);
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function digitsEnd(text: string, from: number): number {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at++;
  return at;
}

/** Behind the decimals of a number, if it has any. */
function decimalsEnd(text: string, at: number): Read {
  if (text[at] !== ".") return at;
  const end = digitsEnd(text, at + 1);
  return end === at + 1 ? unexpected(text, end, "no digit after decimal point") : end;
}

/** Behind the exponent of a number, if it has one. */
function exponentEnd(text: string, at: number): Read {
  if (text[at] !== "e" && text[at] !== "E") return at;
  const first = text[at + 1] === "+" || text[at + 1] === "-" ? at + 2 : at + 1;
  const end = digitsEnd(text, first);
  return end === first ? unexpected(text, end, "no digit after exponent sign") : end;
}

/** Digits that no number has which is infinite without an exponent. */
const FINITE = 300;

// By hand, not by an expression: a body of 60 MB of numbers held the thread for ten seconds.
function numberEnd(text: string, at: number): Read {
  const first = text[at] === "-" ? at + 1 : at;
  const whole = digitsEnd(text, first);
  if (whole === first) return unexpected(text, first, "no digit after sign");
  if (whole > first + 1 && text[first] === "0") return failed(first, "number with leading zero is not allowed");
  const point = decimalsEnd(text, whole);
  const end = isTrouble(point) ? point : exponentEnd(text, point);
  if (isTrouble(end) || (end === point && end - at < FINITE)) return end;
  return Number.isFinite(Number(text.slice(at, end))) ? end : failed(at, "number is infinity when parsed as double");
}

/** Behind a value that is no list and no object. */
export function scalarEnd(text: string, at: number): Read {
  const first = text[at];
  if (first === undefined) return cut(text);
  if (first === '"') return textEnd(text, at + 1);
  const literal = LITERALS[first];
  if (literal !== undefined) return literalEnd(text, at, literal);
  return first === "-" || first === "+" || first === "." || isDigit(first.charCodeAt(0))
    ? numberEnd(text, at)
    : failed(at, "unexpected character, expected a JSON value");
}
