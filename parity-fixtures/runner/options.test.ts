import { expect, test } from "vitest";
import { readOptions } from "./options.ts";

test("words are route and provider, or files", () => {
  expect(readOptions(["chat", "openai", "--case", "tools"])).toMatchObject({
    words: ["chat", "openai"],
    case: "tools",
    level: "L1",
  });
  expect(readOptions(["--oracle", "a.jsonl", "b.jsonl", "--level", "L2"])).toMatchObject({
    oracle: true,
    words: ["a.jsonl", "b.jsonl"],
    level: "L2",
  });
  expect(readOptions(["--", "chat"])).toMatchObject({ words: ["chat"] });
});

test.each([
  [["--level", "L3"], /--level L3/],
  [["--oracle"], /at least one file/],
  [["--exchanges"], /at least one file/],
  [["--cut", "x"], /--cut x/],
  [["--filter", "("], /regular expression/],
  [["--unknown"], /unknown/i],
] as const)("what is wrong is told: %s", (args, told) => {
  expect(readOptions(args)).toEqual({ wrong: expect.stringMatching(told) });
});
