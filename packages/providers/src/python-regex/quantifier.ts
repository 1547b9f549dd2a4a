import { fail, match, peek, type Scanner, take, takeWhile } from "./scanner.ts";

/** How often something is repeated. */
export interface Count {
  readonly least: number;
  readonly most: number;
}

const MOST = 2 ** 32 - 1;
const SIMPLE: Readonly<Record<string, Count>> = {
  "?": { least: 0, most: 1 },
  "*": { least: 0, most: MOST },
  "+": { least: 1, most: MOST },
};

function braced(scan: Scanner): Count | undefined {
  if (peek(scan) === "}") return undefined;
  const start = scan.at;
  const low = takeWhile(scan, /^[0-9]$/);
  const high = match(scan, ",") ? takeWhile(scan, /^[0-9]$/) : low;
  if (!match(scan, "}")) {
    scan.at = start;
    return undefined;
  }
  const count = { least: low === "" ? 0 : Number(low), most: high === "" ? MOST : Number(high) };
  const isTooLarge = Number(low) >= MOST || Number(high) >= MOST;
  if (isTooLarge || count.most < count.least) fail(scan);
  return count;
}

/** Reads a quantifier after its first character, with the mark of a lazy or possessive one; undefined if it is a plain `{`. */
export function readQuantifier(scan: Scanner, first: string): Count | undefined {
  const count = first === "{" ? braced(scan) : SIMPLE[first];
  const next = peek(scan);
  if (count !== undefined && (next === "?" || next === "+")) take(scan);
  return count;
}
