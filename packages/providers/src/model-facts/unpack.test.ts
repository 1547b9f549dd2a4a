import { expect, it } from "vitest";
import { PACKED } from "./facts-data.ts";
import { modelFacts } from "./index.ts";
import { linePlaces } from "./line-places.ts";
import { nameIndex } from "./name-index.ts";
import { unpack } from "./unpack.ts";

const SMALL = unpack(`
{"name":"ours","date":"2026-01-02"}
null
mode price

"chat"
1e-7

0 1
1

Model-A\t0 0 1
model-a\t1 1
Other/Model\t0 0 1
`);

it("a row is found by its very name", () => {
  expect(SMALL.row("Model-A")).toEqual({ mode: "chat", price: 1e-7 });
  expect(Object.keys(SMALL.row("model-a") ?? {})).toEqual(["price"]);
  expect(SMALL.row("MODEL-A")).toBeUndefined();
  expect(SMALL.row("Model")).toBeUndefined();
  expect(SMALL.row("")).toBeUndefined();
});

it("a name in another case is spelt as the last of the map is", () => {
  expect(SMALL.spelling("Model-A")).toBe("Model-A");
  expect(SMALL.spelling("MODEL-A")).toBe("model-a");
  expect(SMALL.spelling("other/model")).toBe("Other/Model");
  expect(SMALL.spelling("other/models")).toBeUndefined();
});

it("every name of the map is found, in the map's order", () => {
  const facts = modelFacts();
  const lines = PACKED.trim().split("\n\n")[3]?.split("\n") ?? [];
  const names = lines.map((line) => line.slice(0, line.indexOf("\t")));
  expect(facts.names()).toEqual(names);
  expect(names.filter((name) => facts.row(name) === undefined)).toEqual([]);
  expect(names.filter((name) => facts.spelling(name.toUpperCase()) !== name)).toEqual([]);
});

it("names that share a slot are told apart", () => {
  const lines = linePlaces(Array.from({ length: 500 }, (_, at) => `name-${at}\tvalue`).join("\n"));
  const { find } = nameIndex(lines);
  expect(Array.from({ length: 501 }, (_, at) => find(`name-${at}`))).toEqual([
    ...Array.from({ length: 500 }, (_, at) => at),
    undefined,
  ]);
});
