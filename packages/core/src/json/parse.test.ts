import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Json, keys, parse, pythonDumps, relay, sameCanonical, toPlain } from "./index.ts";
import { parseStrictly } from "./strict.ts";
import { anyJsonText, damagedText } from "./test/arbitraries.ts";

const RUNS = { numRuns: 2000 };
const BOUNDS = { depth: 1000, digits: 4300, nonFinite: true, sources: false };

function read(text: string): Json {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.value;
}

describe("parse", () => {
  it("reads every JSON text, with the values native parsing gives where plain numbers are asked for", () => {
    fc.assert(
      fc.property(anyJsonText, (text) => {
        const withoutNegativeZero = text.replaceAll(/-0(?![.\deE])/g, "0");
        expect(toPlain(read(withoutNegativeZero))).toEqual(JSON.parse(withoutNegativeZero));
      }),
      RUNS,
    );
  });

  it("reads the same by its fast and its strict way", () => {
    fc.assert(
      fc.property(fc.oneof(anyJsonText, damagedText), (text) => {
        const [fast, strict] = [parse(text), parseStrictly(text, BOUNDS)];
        expect(fast).toEqual(strict);
        if (fast.ok && strict.ok) expect(sameCanonical(fast.value, strict.value)).toBeUndefined();
      }),
      RUNS,
    );
  });

  it("never throws, and refuses only with a place inside the text", () => {
    fc.assert(
      fc.property(fc.oneof(damagedText, fc.string({ unit: "binary" })), (text) => {
        const parsed = parse(text);
        if (parsed.ok) return;
        expect(parsed.offset).toBeGreaterThanOrEqual(0);
        expect(parsed.offset).toBeLessThanOrEqual(text.length);
      }),
      RUNS,
    );
  });

  it("gives back the text itself when it keeps sources", () => {
    fc.assert(
      fc.property(anyJsonText, (text) => {
        const compact = relay(read(text));
        const parsed = parse(compact, { sources: true });
        expect(parsed.ok && relay(parsed.value)).toBe(compact);
      }),
      RUNS,
    );
    const prices = '{"in":2.50,"out":1E-7,"seed":-0,"by":[0.10,10.00,5e0]}';
    const parsed = parse(prices, { sources: true });
    expect(parsed.ok && relay(parsed.value)).toBe(prices);
  });

  it("keeps plain numbers plain and makes a frozen Num of the others", () => {
    expect(read("[0.1,1.5,1e-05,9007199254740991,-3]")).toEqual([0.1, 1.5, 0.00001, 9007199254740991, -3]);
    const [one, big] = read("[1.0,9007199254740993]") as readonly Json[];
    expect(one).toMatchObject({ kind: "float", value: 1, source: "1.0" });
    expect(big).toMatchObject({ kind: "int", value: 9007199254740992, source: "9007199254740993" });
    expect(Object.isFrozen(one)).toBe(true);
  });

  it("keeps the order of integer-like keys, also written with escapes", () => {
    const parsed = read('{"2":0,"a":1,"\\u0031":2,"2":3}');
    expect(keys(parsed as Record<string, Json>)).toEqual(["2", "a", "1"]);
    expect(pythonDumps(parsed)).toBe('{"2": 3, "a": 1, "1": 2}');
  });

  it("takes __proto__ for a key like any other", () => {
    for (const text of ['{"__proto__":{"polluted":1}}', '{"1":0,"0":0,"__proto__":{"polluted":1.0}}']) {
      const parsed = read(text) as Record<string, Json>;
      expect(Object.hasOwn(parsed, "__proto__")).toBe(true);
      expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
      expect(parsed.polluted).toBeUndefined();
    }
  });

  it("bounds the depth, however deep the text is", () => {
    const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
    expect(parse(nested(1000)).ok).toBe(true);
    expect(parse(nested(1001))).toMatchObject({ ok: false, offset: 1000 });
    expect(parse(nested(1_000_000))).toMatchObject({ ok: false, offset: 1000 });
    expect(parse('[{"a":'.repeat(300_000))).toMatchObject({ ok: false, offset: 500 * 6 });
    expect(parse(nested(4), { depth: 3 })).toMatchObject({ ok: false, offset: 3 });
  });

  it("bounds the digits of an integer, as Python does", () => {
    expect(parse("9".repeat(4300)).ok).toBe(true);
    expect(parse("9".repeat(4301)).ok).toBe(false);
    expect(parse(`0.${"9".repeat(5000)}`).ok).toBe(true);
    expect(parse("[12345]", { digits: 4 })).toMatchObject({ ok: false, offset: 1 });
  });

  it.each(["--9007199254740992", "1-1.0", "-1-1.0", "[1+1e5]", "1.0-1.0", "0.5-1.0,", "1e5-0", "1.0e", "1.0.0", "-"])(
    "refuses the run %s of number characters",
    (text) => {
      expect(parse(text)).toEqual(parseStrictly(text, BOUNDS));
      expect(parse(text).ok).toBe(false);
    },
  );

  it("takes NaN and infinities unless told otherwise", () => {
    expect(pythonDumps(read("[NaN,Infinity,-Infinity]"))).toBe("[NaN, Infinity, -Infinity]");
    expect(parse("[1,NaN]", { nonFinite: false })).toEqual({
      ok: false,
      message: "Expecting value: line 1 column 4 (char 3)",
      offset: 3,
    });
  });

  it("tells offsets in UTF-16 units and places in code points", () => {
    expect(parse('["\u{1f600}",\n x]')).toEqual({
      ok: false,
      message: "Expecting value: line 2 column 2 (char 7)",
      offset: 8,
    });
  });
});
