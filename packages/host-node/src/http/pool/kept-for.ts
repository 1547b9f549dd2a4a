import type { ParsedHead } from "./parse-head.ts";

// A connection is let go this long before the server does, as undici does: a request must not meet its end.
const HINT_MARGIN_MS = 2_000;
const MOST_HINT_MS = 600_000;

/** Milliseconds a connection is kept idle after an answer: as long as the server says, else as long as told. */
export function keptFor({ keepAliveMs: hint }: Pick<ParsedHead, "keepAliveMs">, keepAliveMs: number): number {
  return hint === undefined ? keepAliveMs : Math.min(hint - HINT_MARGIN_MS, MOST_HINT_MS);
}
