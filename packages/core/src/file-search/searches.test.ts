import { expect, test } from "vitest";
import { searchCalls, searchesOf, unmadeOf } from "./searches.ts";

const NAMES = Array.from({ length: 150 }, (_, at) => `name-${at}`);

function callsFor(queries: readonly string[], stores: readonly string[]) {
  const item = { type: "function_call", name: "litellm_file_search", arguments: JSON.stringify({ queries }) };
  return searchCalls({ output: [item] }, { stores, input: "asked", fallbackId: "fs_1" });
}

test("each query is looked for in each store", () => {
  const calls = callsFor(["one", "two"], ["a", "b"]);
  expect(searchesOf(calls).map(({ query, store }) => [query, store])).toEqual([
    ["one", "a"],
    ["one", "b"],
    ["two", "a"],
    ["two", "b"],
  ]);
  expect(unmadeOf(calls)).toBe(0);
});

test("of very many searches the first are made, and how many are not is known", () => {
  const calls = callsFor(NAMES, NAMES);
  expect(searchesOf(calls)).toHaveLength(200);
  expect(unmadeOf(calls)).toBe(150 * 150 - 200);
});
