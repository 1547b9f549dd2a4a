import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entries, type Json, keys, object, withMembers } from "./index.ts";

const key = fc.oneof(fc.integer({ min: 0, max: 12 }).map(String), fc.constantFrom("a", "b", "__proto__", "01"));

describe("object", () => {
  it("keeps the first place and the last value of equal keys, as a dict does", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.integer())), (members) => {
        const dict = new Map<string, Json>(members);
        expect(keys(object(members))).toEqual([...dict.keys()]);
        expect(entries(object(members))).toEqual([...dict.entries()]);
      }),
      { numRuns: 2000 },
    );
  });

  it("with members changed is that of all members, the later ones last", () => {
    const members = fc.array(fc.tuple(key, fc.integer()), { maxLength: 4 });
    fc.assert(
      fc.property(members, members, (before, after) => {
        const [value, more] = [object(before), object(after)];
        const made = withMembers(value, more);
        expect(entries(made)).toEqual(entries(object([...entries(value), ...entries(more)])));
        expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
      }),
      { numRuns: 2000 },
    );
  });

  it("makes __proto__ a member", () => {
    const made = object([["__proto__", { polluted: true }]]);
    expect(Object.keys(made)).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
  });
});
