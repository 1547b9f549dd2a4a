import { expect, it } from "vitest";
import { joinedBytes } from "./joined-bytes.ts";

it("pieces are joined in their order, and none are nothing", () => {
  expect(joinedBytes([Uint8Array.of(1), Uint8Array.of(), Uint8Array.of(2, 3)])).toEqual(Uint8Array.of(1, 2, 3));
  expect(joinedBytes([])).toEqual(Uint8Array.of());
});

it("a piece that is alone is not copied", () => {
  const only = Uint8Array.of(1);
  expect(joinedBytes([only])).toBe(only);
});
