import { joinedCounter } from "./merge-pairs.ts";
import type { RankTable } from "./rank-table.ts";
import { utf8Into } from "./utf8-into.ts";

const SMALLEST = 4096;

interface Scratch {
  readonly bytes: Uint8Array;
  count(size: number): number;
}

function scratch(table: RankTable, capacity: number): Scratch {
  const bytes = new Uint8Array(capacity);
  const rankOf = table.over(bytes);
  const merged = joinedCounter({ rank: (at, next) => rankOf(at, next[next[at] ?? 0] ?? 0) }, capacity);
  return { bytes, count: (size) => (rankOf(0, size) === -1 ? merged(size) : 1) };
}

/** Counts the tokens of one piece of a split text. It keeps its working memory, as large as the largest piece so far. */
export function pieceCounter(table: RankTable): (piece: string) => number {
  let held = scratch(table, SMALLEST);
  return (piece) => {
    const most = piece.length * 3;
    if (most > held.bytes.length) held = scratch(table, most * 2);
    return held.count(utf8Into(held.bytes, piece));
  };
}
