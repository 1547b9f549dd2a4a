import { expect, test } from "vitest";
import { pythonInt } from "./python-int.ts";

test.each<[string, bigint | undefined]>([
  ["12", 12n],
  [" +1_000\n", 1000n],
  ["-0", 0n],
  ["\x1c7\x85", 7n],
  ["٣٤", 34n],
  ["９", 9n],
  ["9007199254740993", 9007199254740993n],
  ["", undefined],
  ["1__0", undefined],
  ["_1", undefined],
  ["1.0", undefined],
  ["\ufeff1", undefined],
  ["0x1", undefined],
])("int(%j) is %s", (text, value) => {
  expect(pythonInt(text)).toBe(value);
});
