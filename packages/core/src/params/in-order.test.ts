import fc from "fast-check";
import { expect, it } from "vitest";
import { inOrder, placesOf } from "./in-order.ts";

const TABLE = ["a", "b", "c", "d", "e", "f"];

it("puts the names of a table in its order, and leaves all others out", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom(...TABLE, "x", "y")), (names) => {
      expect(inOrder(names, placesOf(TABLE))).toEqual(TABLE.filter((name) => names.includes(name)));
    }),
  );
});
