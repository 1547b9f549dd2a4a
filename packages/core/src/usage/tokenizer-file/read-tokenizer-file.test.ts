import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readTokenizerFile } from "./read-tokenizer-file.ts";

interface Recorded {
  readonly name: string;
  readonly tokenizer: string;
  readonly counts: readonly (readonly [text: string, count: number])[];
}

const recorded: readonly Recorded[] = readFileSync(new URL("./fixtures/tokenizers.jsonl", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line));

describe.each(recorded)("a tokenizer file of the kind $name", ({ tokenizer, counts }) => {
  test("counts as the tokenizers library does", () => {
    const read = readTokenizerFile(tokenizer);
    if (!read.ok) throw new Error(read.text);
    expect(counts.length).toBeGreaterThan(150);
    expect(counts.map(([text]) => [text, read.value.count(text)])).toEqual(counts);
  });
});

const MODEL = { type: "BPE", vocab: { a: 0, b: 1, ab: 2 }, merges: ["a b"] };

test.each([
  ["not JSON", "this is no tokenizer.json"],
  ["{}", "this is no tokenizer.json"],
  [{ model: { ...MODEL, type: "Unigram" } }, "the model Unigram is not understood: only BPE is"],
  [{ model: { ...MODEL, dropout: 0.1 } }, "the model's dropout is not understood"],
  [{ model: { ...MODEL, merges: ["a c"] } }, "the merge at 0 is not in the vocabulary"],
  [{ model: MODEL, truncation: { max_length: 2 } }, "truncation and padding are not understood"],
  [{ model: MODEL, normalizer: { type: "Precompiled" } }, "the normalizer Precompiled is not understood"],
  [{ model: MODEL, pre_tokenizer: { type: "Metaspace" } }, "the pre-tokenizer Metaspace is not understood"],
  [{ model: MODEL, post_processor: { type: "Odd" } }, "the post-processor Odd is not understood"],
  [
    { model: MODEL, added_tokens: [{ content: "x", single_word: true }] },
    "added tokens of single words are not understood",
  ],
  [
    { model: MODEL, pre_tokenizer: { type: "Split", pattern: { Regex: "(" }, behavior: "Isolated" } },
    "the pattern ( is not understood",
  ],
])("%j is refused by name", (file, text) => {
  expect(readTokenizerFile(typeof file === "string" ? file : JSON.stringify(file))).toEqual({ ok: false, text });
});

test("a small file counts merges, the pair of lower rank first", () => {
  const model = { ...MODEL, vocab: { ...MODEL.vocab, ba: 3, aba: 4 }, merges: [["b", "a"], "a b", "a ba"] };
  const read = readTokenizerFile(JSON.stringify({ model }));
  expect(["", "ab", "ba", "aba", "abab"].map((it) => (read.ok ? read.value.count(it) : read.text))).toEqual([
    0, 1, 1, 1, 2,
  ]);
});
