import fc from "fast-check";
import { expect, it } from "vitest";
import { pieceOf, standsAt, viewOf } from "./piece.ts";

it("a piece stands where its bytes are, and nowhere else", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "é"), minLength: 4, maxLength: 12 });
  fc.assert(
    fc.property(text, fc.string({ unit: fc.constantFrom("a", "b", "é"), maxLength: 40 }), (sought, around) => {
      const bytes = Buffer.from(around + sought + around);
      const piece = pieceOf(sought);
      const places = [...bytes.keys()].filter((at) => piece !== undefined && standsAt(viewOf(bytes), at, piece));
      const expected = [...bytes.keys()].filter((at) => bytes.subarray(at).indexOf(sought) === 0);
      expect(places).toEqual(expected);
    }),
  );
});

it("what is shorter than four bytes is no piece", () => {
  expect(pieceOf("é!")).toBeUndefined();
  expect(pieceOf("é!!")).toBeDefined();
});
