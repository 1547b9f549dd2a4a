import { expect, it } from "vitest";
import { workersFrom } from "./workers-from.ts";

it.each([
  [undefined, 1],
  ["", 1],
  ["1", 1],
  ["3", 3],
  [" 4 ", 4],
  ["0", 1],
  ["-2", 1],
  ["two", undefined],
  ["1.5", undefined],
])("%j asks for %j threads", (text, workers) => {
  expect(workersFrom(text)).toBe(workers);
});
