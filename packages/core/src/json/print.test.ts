import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  float,
  int,
  type Json,
  object,
  type Printer,
  parse,
  print,
  pythonCompact,
  pythonDumps,
  relay,
  sameCanonical,
} from "./index.ts";
import { anyJson } from "./test/arbitraries.ts";

const RUNS = { numRuns: 2000 };
const PRINTERS: readonly Printer[] = ["pythonDumps", "pythonCompact", "wireCompact", "orjson", "relay"];

function reread(text: string): Json {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.value;
}

describe("the printers", () => {
  it("print what parses back to the same value in the same order", () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        for (const text of [pythonDumps(value), pythonCompact(value), relay(value)])
          expect(sameCanonical(reread(text), value)).toBeUndefined();
      }),
      RUNS,
    );
  });

  it("print the same a second time around", () => {
    fc.assert(
      fc.property(anyJson, fc.constantFrom(...PRINTERS), (value, printer) => {
        const first = print(value, printer);
        if (first.ok) expect(print(reread(first.text), printer)).toEqual(first);
      }),
      RUNS,
    );
  });

  it("keep to ASCII with pythonDumps", () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(pythonDumps(value)).toMatch(/^[ -~]*$/);
      }),
      RUNS,
    );
  });

  it("escape long texts beyond ASCII unit by unit", () => {
    const long = `${"x".repeat(70_000)}\u00e9\u007f\u{1f600}`;
    expect(pythonDumps(long)).toBe(`"${"x".repeat(70_000)}\\u00e9\\u007f\\ud83d\\ude00"`);
    expect(pythonDumps(long.slice(-100))).toBe(`"${"x".repeat(96)}\\u00e9\\u007f\\ud83d\\ude00"`);
  });

  it("spell computed numbers as Python does", () => {
    const value = [
      float(1),
      float(0.5),
      float(-0),
      float("2.50"),
      float("7.00"),
      int(7),
      int(2n ** 64n),
      int("18"),
      1e21,
      1e-7,
    ];
    expect(pythonCompact(value)).toBe("[1.0,0.5,-0.0,2.5,7.0,7,18446744073709551616,18,1000000000000000000000,1e-07]");
    expect(relay(value)).toBe("[1.0,0.5,-0.0,2.5,7.00,7,18446744073709551616,18,1000000000000000000000,1e-07]");
    expect(print(value.slice(0, 6), "orjson")).toEqual({ ok: true, text: "[1.0,0.5,-0.0,2.5,7.0,7]" });
  });

  it("leave out undefined members, as JSON.stringify does", () => {
    const value = { a: undefined, b: float(1) } as unknown as Json;
    expect(pythonDumps(value)).toBe('{"b": 1.0}');
    expect(pythonCompact({ a: undefined } as unknown as Json)).toBe("{}");
  });

  it("print an object that only looks like a Num as an object", () => {
    expect(pythonDumps({ kind: "float", value: 1, source: "1.0" })).toBe(
      '{"kind": "float", "value": 1, "source": "1.0"}',
    );
  });

  it("keep the order of integer-like keys", () => {
    const value = object([
      ["10", 1],
      [
        "a",
        object([
          ["9", float(1)],
          ["8", 2],
        ]),
      ],
      ["2", 3],
    ]);
    expect(pythonDumps(value)).toBe('{"10": 1, "a": {"9": 1.0, "8": 2}, "2": 3}');
    expect(print(value, "wireCompact")).toEqual({ ok: true, text: '{"10":1,"a":{"9":1.0,"8":2},"2":3}' });
  });

  it("print a member beside a Num as they print it anywhere else", () => {
    fc.assert(
      fc.property(
        anyJson,
        fc.constantFrom<Printer>("pythonCompact", "wireCompact", "orjson", "relay"),
        (value, printer) => {
          const told = print([[float("1.0"), value]], printer);
          const member = print({ n: float("1.0"), v: value }, printer);
          expect(member.ok).toBe(told.ok);
          if (member.ok && told.ok) expect(member.text).toBe(`{"n":1.0,"v":${told.text.slice(6, -2)}}`);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("refuse in Python's words", () => {
    const refused = (value: Json, printer: Printer): string | undefined => {
      const printed = print(value, printer);
      return printed.ok ? undefined : printed.message;
    };
    expect(refused([float(Number.NaN)], "wireCompact")).toBe("Out of range float values are not JSON compliant");
    expect(refused({ "\u{1f600}": "a\ud800\ud800" }, "wireCompact")).toBe(
      "'utf-8' codec can't encode characters in position 7-8: surrogates not allowed",
    );
    expect(refused("\udc00", "wireCompact")).toBe(
      "'utf-8' codec can't encode character '\\udc00' in position 1: surrogates not allowed",
    );
    expect(refused("\ud800", "orjson")).toBe("str is not valid UTF-8: surrogates not allowed");
    expect(refused(int(2n ** 64n), "orjson")).toBe("Integer exceeds 64-bit range");
    expect(refused(float(Number.NaN), "orjson")).toBeUndefined();
  });
});
