import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Parsed, type Printed, parse, print, pythonCompact, pythonDumps, pythonRepr } from "./index.ts";

type Refused = { readonly refused: string };
type Case =
  | { readonly text: string; readonly error: string }
  | {
      readonly text: string;
      readonly dumps: string;
      readonly compact: string;
      readonly wire: string | Refused;
      readonly orjson: string | Refused;
      readonly repr: string;
    };

const cases: readonly Case[] = readFileSync(new URL("./fixtures/python-json.jsonl", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line));

function outcome(printed: Printed): string | Refused {
  return printed.ok ? printed.text : { refused: printed.message };
}

function observed(text: string, parsed: Parsed): Case {
  if (!parsed.ok) return { text, error: parsed.message };
  const { value } = parsed;
  return {
    text,
    dumps: pythonDumps(value),
    compact: pythonCompact(value),
    wire: outcome(print(value, "wireCompact")),
    orjson: outcome(print(value, "orjson")),
    repr: pythonRepr(value),
  };
}

describe("what Python's json and orjson were seen to do", () => {
  it("is a record of more than a thousand texts", () => {
    expect(cases.length).toBeGreaterThan(1000);
  });

  it.each(cases.map((recorded) => [recorded.text.slice(0, 80), recorded] as const))(
    "happens here too: %j",
    (_, recorded) => {
      expect(observed(recorded.text, parse(recorded.text))).toEqual(recorded);
    },
  );

  it("happens too when the strict parser reads everything and keeps every source", () => {
    const seen = cases.map(({ text }) => observed(text, parse(text, { sources: true })));
    expect(seen).toEqual(cases);
  });
});
