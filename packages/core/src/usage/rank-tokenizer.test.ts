import claude from "@anthropic-ai/tokenizer/claude.json" with { type: "json" };
import cl100k from "js-tiktoken/ranks/cl100k_base";
import o200k from "js-tiktoken/ranks/o200k_base";
import { describe, expect, test } from "vitest";
import type { Ranks } from "../need.ts";
import { rankTokenizer } from "./rank-tokenizer.ts";

function count(ranks: Ranks): (text: string) => number {
  const made = rankTokenizer(ranks);
  if (!made.ok) throw new Error(made.text);
  return made.value.count;
}

const cl = count(cl100k);
const o = count(o200k);

describe("tiktoken's encodings", () => {
  test.each([
    ["", 0, 0],
    ["Hello, world!", 4, 4],
    ["it'ſ we'S", 6, 5],
    ["a\u0085b", 4, 4],
    ["a\ufeff\ufeffb", 4, 3],
    ["<|endoftext|>", 7, 7],
    ["x  \n  ", 3, 3],
    ["half \ud83d pair", 3, 3],
  ])("%j is %i tokens of cl100k_base and %i of o200k_base", (text, inCl, inO) => {
    expect([cl(text), o(text)]).toEqual([inCl, inO]);
  });

  test("a megabyte of one letter is one piece among others", () => {
    expect([cl("a".repeat(1_000_000)), o(" ".repeat(1_000_000))]).toEqual([125_000, 7_813]);
  }, 30_000);
});

describe("a tokenizer whose ranks take special tokens", () => {
  const own = count({ ...claude, normalization: "NFKC", takes_special: true });

  test("counts each as one where a text holds it, and brings the rest into its form", () => {
    expect(["a<EOT>b", "<META_START>", "＜EOT＞", "ﬁ", "fi"].map(own)).toEqual([3, 1, 4, 1, 1]);
  });

  test("takes them as text where they are not told to", () => {
    expect(count(claude)("<EOT>")).toBe(4);
  });
});

test("ranks whose pattern no engine understands make no tokenizer", () => {
  expect(rankTokenizer({ ...cl100k, pat_str: "(" })).toMatchObject({ ok: false });
});
