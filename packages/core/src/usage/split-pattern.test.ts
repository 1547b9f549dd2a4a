import { expect, test } from "vitest";
import { splitPattern } from "./split-pattern.ts";

function pieces(pattern: string, text: string): readonly string[] {
  const split = splitPattern(pattern);
  return split.ok ? (text.match(split.value) ?? []) : [split.text];
}

test.each([
  ["(?i:'s|ll)", "'S 'ſ lL", ["'S", "'ſ", "lL"]],
  ["(?i:[sk])", "sSſkK\u212ax", ["s", "S", "ſ", "k", "K", "\u212a"]],
  ["\\s+", "a\u0085\u2003b\ufeffc", ["\u0085\u2003"]],
  ["[^\\s]+", "a\u0085b\ufeffc", ["a", "b\ufeffc"]],
  ["\\S", "\u0085\ufeff", ["\ufeff"]],
  ["\\p{L}++|\\p{N}{1,3}+| ?+x*+", "ab1234 x", ["ab", "123", "4", " x", ""]],
  ["\\p{L}+", "abc", ["abc"]],
] as const)("%s finds in %j what Python's tokenizers find", (pattern, text, found) => {
  expect(pieces(pattern, text)).toEqual(found);
});

test("what no engine understands is told", () => {
  expect(splitPattern("(?<x")).toEqual({ ok: false, text: "the pattern (?<x is not understood" });
});
