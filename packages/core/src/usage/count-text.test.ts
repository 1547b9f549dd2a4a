import { expect, test } from "vitest";
import { countText, isEstimated } from "./count-text.ts";
import type { Tokenizer } from "./tokenizer.ts";

/** One token for every text it is given, however long. */
function onePerPiece(isChunked: boolean): Tokenizer {
  return { isChunked, count: (text) => (text === "" ? 0 : 1) };
}

const letters: Tokenizer = { isChunked: true, count: (text) => [...text].filter((letter) => letter !== " ").length };

test.each([
  ["a", 1],
  ["abcd", 1],
  ["abcde", 2],
  ["😀😀😀😀", 1],
  ["😀😀😀😀😀", 2],
  ["", 0],
])("%j is counted in pieces of four letters, however many units each takes", (text, pieces) => {
  expect(countText(text, { tokenizer: onePerPiece(true), limits: { chunk: 4, exact: 100 } })).toBe(pieces);
});

test("a tokenizer that is no encoding of tiktoken counts the whole text at once", () => {
  expect(countText("abcde", { tokenizer: onePerPiece(false), limits: { chunk: 4, exact: 100 } })).toBe(1);
});

test("a text beyond the limit is estimated from sixteen evenly spaced samples", () => {
  const limits = { chunk: 8, exact: 32 };
  const text = `${"a".repeat(100)}${" ".repeat(100)}`;
  expect(countText(text, { tokenizer: letters, limits })).toBe(100);
  expect(countText(text.replaceAll("a", "😀"), { tokenizer: letters, limits })).toBe(100);
});

test("an estimate between two numbers is the even one, as Python rounds", () => {
  const limits = { chunk: 8, exact: 2 };
  expect(countText("a  ", { tokenizer: letters, limits })).toBe(2);
  expect(countText("a    ", { tokenizer: letters, limits })).toBe(2);
});

test("only what is beyond the limit in letters is an estimate", () => {
  const limits = { chunk: 8, exact: 4 };
  expect(["abcd", "abcde", "😀😀😀😀", "😀😀😀😀😀"].map((it) => isEstimated(it, limits))).toEqual([
    false,
    true,
    false,
    true,
  ]);
});
