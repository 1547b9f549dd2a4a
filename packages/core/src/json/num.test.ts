import { describe, expect, it } from "vitest";
import { float, int, isFloat, isInt, isNum, numeric } from "./index.ts";

describe("numbers with Python's meaning", () => {
  it("are plain wherever JavaScript means the same", () => {
    expect([float(0.5), float("0.25"), int(3), int("3"), int(3n), int(-0)]).toEqual([0.5, 0.25, 3, 3, 3, 0]);
  });

  it("are a Num where it does not", () => {
    for (const value of [float(1), float("1.0"), float(-0), float(1e300), float(Number.NaN), int(2n ** 53n), int(1e21)])
      expect(isNum(value)).toBe(true);
  });

  it("truncate like Python's int", () => {
    expect([int(2.9), int(-2.9)]).toEqual([2, -2]);
    expect(int(1e21)).toMatchObject({ kind: "int", value: 1e21, source: "1000000000000000000000" });
    expect(int("0009")).toBe(9);
  });

  it("give NaN for what is no number's text", () => {
    for (const value of [float(""), float("0x10"), float(" 1"), float("one"), int("1.5"), int(""), int(Number.NaN)])
      expect(numeric(value)).toBeNaN();
  });

  it("tell ints from floats, and booleans from both", () => {
    expect([1, int(2n ** 60n), float(1), 0.5, true, "1", null, undefined].map(isInt)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
    expect([1, int(2n ** 60n), float(1), 0.5, true].map(isFloat)).toEqual([false, false, true, true, false]);
  });

  it("have a value in either form", () => {
    expect([numeric(1), numeric(float(1)), numeric("1"), numeric(null)]).toEqual([1, 1, undefined, undefined]);
  });

  it("cannot be changed", () => {
    expect(Object.isFrozen(float(1))).toBe(true);
  });

  it("are not mistaken for an object with the same members", () => {
    expect(isNum({ kind: "float", value: 1, source: "1.0" })).toBe(false);
  });
});
