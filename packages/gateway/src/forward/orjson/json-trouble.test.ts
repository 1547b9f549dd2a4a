import { join } from "node:path";
import { expect, test } from "vitest";
import { recordedLines } from "../../config/test/recorded.ts";
import { jsonTrouble } from "./json-trouble.ts";

const LINES = recordedLines(join(import.meta.dirname, "fixtures/words.jsonl"));

test("a text that is no JSON is told in orjson's words, with its places", () => {
  expect(LINES.length).toBeGreaterThan(800);
  expect(LINES.map(({ text }) => ({ text, words: jsonTrouble(String(text)) }))).toEqual(LINES);
});

test.each(['{"a":[1,-0.5e+3,true,false,null,"\\ud83d\\ude00 \\\\ud83d"]}', " 0 ", '"\x7f"', "[[],{}]"])(
  "nothing is told of %s",
  (text) => {
    expect(jsonTrouble(text)).toBeUndefined();
  },
);

test("a text of any size is read once", () => {
  const long = `{"a":"${"x\\n".repeat(500_000)}",}`;
  const began = performance.now();
  expect(jsonTrouble(long)).toMatch(/^trailing comma is not allowed: line 1 column 1500008/);
  expect(performance.now() - began).toBeLessThan(5_000);
});
