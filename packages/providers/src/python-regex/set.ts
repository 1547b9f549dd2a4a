import { type Escaped, escapeInSet } from "./escape.ts";
import { fail, match, type Scanner, take } from "./scanner.ts";

function member(scan: Scanner, token: string): Escaped {
  if (token.startsWith("\\")) return escapeInSet(scan, token.slice(1));
  return { is: "char", code: token.codePointAt(0) ?? 0 };
}

function isRange(low: Escaped, high: Escaped): boolean {
  return low.is === "char" && high.is === "char" && low.code <= high.code;
}

function isClosed(scan: Scanner): boolean {
  match(scan, "^");
  for (let isFirst = true; ; isFirst = false) {
    const token = take(scan);
    if (token === undefined) return false;
    if (token === "]" && !isFirst) return true;
    const low = member(scan, token);
    if (!match(scan, "-")) continue;
    const next = take(scan);
    if (next === undefined) return false;
    if (next === "]") return true;
    if (!isRange(low, member(scan, next))) return false;
  }
}

/** Reads a set of characters after its opening bracket. */
export function readSet(scan: Scanner): void {
  if (!isClosed(scan)) fail(scan);
}
