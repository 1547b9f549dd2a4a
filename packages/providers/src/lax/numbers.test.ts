import { readFileSync } from "node:fs";
import { float, isFloat, type Json, numeric, pythonCompact, int as pythonInt } from "@lintel/core/json";
import { expect, test } from "vitest";
import { decimal, int, type Reader, read } from "./index.ts";

interface Recorded {
  readonly text?: string;
  readonly number?: string;
  readonly integer?: string;
  readonly int: readonly [outcome: "ok" | "err", value: string];
  readonly float: readonly [outcome: "ok" | "err", value: string];
}

const recorded: readonly Recorded[] = readFileSync(new URL("./fixtures/numbers.jsonl", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line): Recorded => JSON.parse(line));

function given({ text, number, integer = "0" }: Recorded): Json {
  if (text !== undefined) return text;
  return number === undefined ? pythonInt(integer) : float(number);
}

function outcome(reader: Reader, value: Json): readonly [string, string] {
  const found = read(reader, value);
  if (!found.ok) return ["err", found.problems[0]?.type ?? ""];
  const text = pythonCompact(found.value);
  return ["ok", { NaN: "nan", Infinity: "inf", "-Infinity": "-inf" }[text] ?? text];
}

test("what pydantic takes for an int, and what it refuses, is taken and refused here", () => {
  for (const it of recorded) expect(outcome(int, given(it)), JSON.stringify(it)).toEqual(it.int);
});

test("what pydantic takes for a float, and what it refuses, is taken and refused here", () => {
  for (const it of recorded) expect(outcome(decimal, given(it)), JSON.stringify(it)).toEqual(it.float);
});

test("a float stays a float where JavaScript would make an int of it", () => {
  const found = read(decimal, 1);
  expect(found.ok && isFloat(found.value) && numeric(found.value)).toBe(1);
});

test("a conversion is reported, a value that fits is not", () => {
  expect(read(int, "7")).toMatchObject({ losses: [{ pointer: "", action: "converted" }] });
  expect(read(int, 7)).toMatchObject({ losses: [] });
  expect(read(decimal, true)).toMatchObject({ losses: [{ pointer: "", action: "converted" }] });
});
