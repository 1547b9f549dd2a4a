import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { float, int, type Json, parse, sameCanonical, sameValue } from "./index.ts";
import { anyJson } from "./test/arbitraries.ts";

function read(text: string): Json {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.value;
}

describe("sameValue", () => {
  it.each([
    ["1", "1.0"],
    ["0", "-0.0"],
    ['{"a":1,"b":2}', '{"b":2,"a":1}'],
    ["1e2", "100"],
    ["9007199254740993", "9007199254740993"],
    ["NaN", "NaN"],
  ])("holds %s and %s equal", (one, other) => {
    expect(sameValue(read(one), read(other))).toBeUndefined();
  });

  it.each([
    ["1", "true", ""],
    ["0", "null", ""],
    ["9007199254740993", "9007199254740992.0", ""],
    ["9007199254740993", "9007199254740992", ""],
    [`1${"0".repeat(400)}`, "1e400", ""],
    ['"1"', "1", ""],
    ["[]", "{}", ""],
    ['{"a":null}', "{}", "/a"],
    ["{}", '{"a/b":null}', "/a~1b"],
    ["[1,2]", "[1]", "/1"],
    ["[1]", "[1,2]", "/1"],
    ['{"a":[1,{"b":2}]}', '{"a":[1,{"b":3}]}', "/a/1/b"],
  ])("tells %s from %s", (one, other, pointer) => {
    expect(sameValue(read(one), read(other))).toBe(pointer);
  });

  it("is its own mirror, and holds whatever sameCanonical holds", () => {
    fc.assert(
      fc.property(anyJson, anyJson, (one, other) => {
        expect(sameValue(one, one)).toBeUndefined();
        expect(sameValue(one, other) === undefined).toBe(sameValue(other, one) === undefined);
        if (sameCanonical(one, other) === undefined) expect(sameValue(one, other)).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });
});

describe("sameCanonical", () => {
  it.each([
    ["1", "1.0", ""],
    ["0.0", "-0.0", ""],
    ['{"a":1,"b":2}', '{"b":2,"a":1}', "/a"],
    ['{"a":1}', '{"a":1,"b":null}', "/b"],
    ['{"x":{"2":1,"1":2}}', '{"x":{"1":2,"2":1}}', "/x/2"],
    ["[0.5,[1e2]]", "[0.5,[100]]", "/1/0"],
  ])("tells %s from %s", (one, other, pointer) => {
    expect(sameCanonical(read(one), read(other))).toBe(pointer);
  });

  it("takes no notice of how a number or a string was written", () => {
    expect(sameCanonical(read('[2.50,1E-7,"\\u0041",1e2]'), read('[2.5,1e-07,"A",100.0]'))).toBeUndefined();
    expect(sameCanonical(float(1), float("1.00"))).toBeUndefined();
    expect(sameCanonical(int(2n ** 60n), 2 ** 60)).toBeUndefined();
  });
});
