import { expect, it } from "vitest";
import { seeds } from "./seeds.ts";

it("seeds are 32 hexadecimal digits, and none comes twice", () => {
  const seed = seeds();
  const drawn = Array.from({ length: 1_000 }, () => seed());
  expect(drawn.every((text) => /^[0-9a-f]{32}$/.test(text))).toBe(true);
  expect(new Set(drawn).size).toBe(1_000);
});
