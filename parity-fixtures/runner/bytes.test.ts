import { expect, test } from "vitest";
import { fromBase64, fromLatin1, toBase64, toLatin1 } from "./bytes.ts";

test("base64 of every length comes back as the same bytes, padded or not", () => {
  for (let length = 0; length < 20; length++) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 37 + length) & 255);
    const text = Buffer.from(bytes).toString("base64");
    expect(toBase64(bytes)).toBe(text);
    expect(fromBase64(text)).toEqual(bytes);
    expect(fromBase64(text.replace(/=+$/, ""))).toEqual(bytes);
  }
});

test("text that is no base64 is no bytes", () => {
  expect(fromBase64("a")).toBeUndefined();
  expect(fromBase64("ab-_")).toBeUndefined();
});

test("bytes survive as text of the same length", () => {
  const bytes = Uint8Array.from({ length: 20_000 }, (_, at) => at & 255);
  expect(fromLatin1(toLatin1(bytes))).toEqual(bytes);
});
