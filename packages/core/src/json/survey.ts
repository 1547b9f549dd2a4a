import type { Mark } from "./marked.ts";
import { fromSource, NUMBER } from "./num.ts";
import { closingQuote, type Seeker, seek, seeker } from "./seek.ts";

const WHOLE_NUMBER = new RegExp(`^${NUMBER}$`);

/**
 * The numbers of a text that need a `Num`; undefined where the strict parser has to decide: at keys whose order the engine
 * may change, past a bound, at what is no JSON.
 */
export function survey(
  text: string,
  bounds: { readonly depth: number; readonly digits: number },
): readonly Mark[] | undefined {
  const marks: Mark[] = [];
  const ends: Ends = { comma: seeker(text, ","), lower: seeker(text, "e"), upper: seeker(text, "E") };
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 34) {
      const close = closingQuote(text, at);
      if (close < 0 || isMovable(text, { start: at + 1, end: close })) return undefined;
      at = close;
    } else if (unit === 91 || unit === 123) {
      if (++depth > bounds.depth) return undefined;
    } else if (unit === 93 || unit === 125) {
      depth--;
    } else if (unit === 45 || isDigit(unit)) {
      const plainEnd = shortIntegerEnd(text, at) || fractionEnd(ends, at);
      const end = plainEnd || numberEnd(text, at);
      if (plainEnd === 0) {
        const source = text.slice(at, end);
        if (!WHOLE_NUMBER.test(source)) return undefined;
        const number = fromSource(source);
        if (typeof number !== "number") marks.push({ num: number, start: at, end });
      }
      if (end - at > bounds.digits) return undefined;
      at = end - 1;
    }
  }
  return marks;
}

/** Whether a string is a key that can read as an array index, which the engine would move to the front. */
function isMovable(text: string, { start, end }: { readonly start: number; readonly end: number }): boolean {
  const first = text.charCodeAt(start);
  if (!isDigit(first) && first !== 92) return false;
  let after = end + 1;
  while (text.charCodeAt(after) <= 32) after++;
  return text.charCodeAt(after) === 58 && /^\d*(?:\\|$)/.test(text.slice(start, end));
}

/** The end of an integer that is surely safe, or 0. */
function shortIntegerEnd(text: string, at: number): number {
  const first = text.charCodeAt(at) === 45 ? at + 1 : at;
  if (first > at && text.charCodeAt(first) === 48) return 0;
  let end = first;
  while (isDigit(text.charCodeAt(end))) end++;
  return end > first && end - at < 16 && !isNumberUnit(text.charCodeAt(end)) ? end : 0;
}

interface Ends {
  readonly comma: Seeker;
  readonly lower: Seeker;
  readonly upper: Seeker;
}

/**
 * The end of a fraction that is surely no integer, or 0: below 0.9, of less than 300 digits the last of which is not 0, with
 * no exponent, before a comma. Reading every digit instead takes twice the time on embeddings.
 */
function fractionEnd({ comma, lower, upper }: Ends, at: number): number {
  const { text } = comma;
  const whole = text.charCodeAt(at) === 45 ? at + 1 : at;
  if (text.charCodeAt(whole) !== 48 || text.charCodeAt(whole + 1) !== 46 || text.charCodeAt(whole + 2) > 56) return 0;
  const end = seek(comma, at);
  const last = text.charCodeAt(end - 1);
  return last > 48 && last <= 57 && end - at < 300 && end < seek(lower, at) && end < seek(upper, at) ? end : 0;
}

function numberEnd(text: string, at: number): number {
  let end = at + 1;
  for (let unit = text.charCodeAt(end); isNumberUnit(unit); unit = text.charCodeAt(end)) end++;
  return end;
}

function isNumberUnit(unit: number): boolean {
  return isDigit(unit) || unit === 46 || (unit | 32) === 101 || unit === 43 || unit === 45;
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}
