import { expect, it } from "vitest";
import { parse, toPlain } from "./index.ts";

function plain(text: string): unknown {
  const parsed = parse(text);
  return parsed.ok && toPlain(parsed.value);
}

it("gives JavaScript's own numbers, the nearest one for an integer beyond 2^53", () => {
  expect(plain('{"a":1.0,"b":[9007199254740993,-0.0,0.5],"c":{"d":"1.0"}}')).toEqual({
    a: 1,
    b: [9007199254740992, -0, 0.5],
    c: { d: "1.0" },
  });
  expect(plain("1e400")).toBe(Number.POSITIVE_INFINITY);
});

it("gives back a value without a Num itself", () => {
  const value = { a: [1, { b: null }] };
  expect(toPlain(value)).toBe(value);
});
