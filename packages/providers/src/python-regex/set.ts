import { type Escaped, escapeInSet } from "./escape.ts";
import { fail, match, type Scanner, take } from "./scanner.ts";

function member(scan: Scanner, token: string): Escaped {
  if (token.startsWith("\\")) return escapeInSet(scan, token.slice(1));
  return { is: "char", code: token.codePointAt(0) ?? 0 };
}

function isRange(low: Escaped, high: Escaped): boolean {
  return low.is === "char" && high.is === "char" && low.code <= high.code;
}

/** Reads a set of characters after its opening bracket. */
export function readSet(scan: Scanner): void {
  match(scan, "^");
  for (let isFirst = true; ; isFirst = false) {
    const token = take(scan);
    if (token === undefined) return fail(scan);
    if (token === "]" && !isFirst) return;
    const low = member(scan, token);
    if (!match(scan, "-")) continue;
    const next = take(scan);
    if (next === undefined) return fail(scan);
    if (next === "]") return;
    if (!isRange(low, member(scan, next))) return fail(scan);
  }
}
