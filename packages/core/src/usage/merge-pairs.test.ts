import fc from "fast-check";
import { expect, test } from "vitest";
import { joinedCounter } from "./merge-pairs.ts";

type Ranks = ReadonlyMap<string, number>;

/** Byte pair merging as it is told: look through all pairs, join the best, begin again. */
function naive(text: string, ranks: Ranks): number {
  const parts = [...text];
  for (;;) {
    const ranked = parts.slice(1).map((part, at) => ranks.get(`${parts[at]}${part}`) ?? Number.POSITIVE_INFINITY);
    const best = Math.min(...ranked);
    if (!Number.isFinite(best)) return parts.length;
    const at = ranked.indexOf(best);
    parts.splice(at, 2, `${parts[at]}${parts[at + 1]}`);
  }
}

function counted(text: string, ranks: Ranks): number {
  const rank = (at: number, next: Int32Array): number => ranks.get(text.slice(at, next[next[at] ?? 0])) ?? -1;
  return joinedCounter({ rank }, 64)(text.length);
}

const letters = fc.constantFrom("a", "b", "c");
const tokens = fc.uniqueArray(fc.string({ unit: letters, minLength: 2, maxLength: 6 }), { maxLength: 40 });

test("a heap of pairs joins what looking through all of them joins", () => {
  fc.assert(
    fc.property(tokens, fc.string({ unit: letters, minLength: 1, maxLength: 40 }), (list, text) => {
      const ranks = new Map(list.map((token, rank) => [token, rank]));
      expect(counted(text, ranks)).toBe(naive(text, ranks));
    }),
    { numRuns: 2000 },
  );
});

test("one counter serves piece after piece", () => {
  const texts = ["aaaa", "ab", "aab", ""];
  let text = "";
  const ranks = new Map([
    ["aa", 0],
    ["ab", 1],
  ]);
  const count = joinedCounter({ rank: (at, next) => ranks.get(text.slice(at, next[next[at] ?? 0])) ?? -1 }, 8);
  const sizes = texts.map((it) => {
    text = it;
    return count(it.length);
  });
  expect(sizes).toEqual([2, 1, 2, 0]);
});

test("a tokenizer that must know what a part has become is told of every join", () => {
  const joins: (readonly [number, number])[] = [];
  const rank = (at: number): number => (joins.length === 0 && at === 1 ? 7 : -1);
  expect(joinedCounter({ rank, join: (at, it) => joins.push([at, it]) }, 8)(3)).toBe(2);
  expect(joins).toEqual([[1, 7]]);
});
