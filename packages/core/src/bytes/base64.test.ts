import fc from "fast-check";
import { expect, test } from "vitest";
import { countInBase64, fromBase64, textToBase64, toBase64 } from "./base64.ts";

const RUNS = { numRuns: 1000 };
const bytes = fc.uint8Array({ maxLength: 300 });

test("encoding gives what Node's Buffer gives", () => {
  fc.assert(
    fc.property(bytes, (it) => {
      expect(toBase64(it)).toBe(Buffer.from(it).toString("base64"));
    }),
    RUNS,
  );
});

test("encoding is the same around the edges of a piece", () => {
  for (const size of [48 * 1024 - 1, 48 * 1024, 48 * 1024 + 1, 96 * 1024 + 2]) {
    const it = Uint8Array.from({ length: size }, (_, index) => (index * 7919) >>> 3);
    expect(toBase64(it)).toBe(Buffer.from(it).toString("base64"));
  }
});

test("a text is encoded as its UTF-8 is, lone surrogates and all", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.constantFrom("a", "é", "😀").map((it) => it.repeat(256)),
  );
  fc.assert(
    fc.property(text, (it) => {
      expect(textToBase64(it)).toBe(Buffer.from(it).toString("base64"));
    }),
    RUNS,
  );
});

test("bytes are counted as they are decoded, and only where all are letters", () => {
  const byte = fc.constantFrom(59, 0, 255, 97);
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 40 }), byte, (them, wanted) => {
      const letters = toBase64(Uint8Array.from(them)).replace(/=+$/, "");
      expect(countInBase64(letters, wanted)).toBe(them.filter((it) => it === wanted).length);
    }),
    RUNS,
  );
  for (const it of ["Ozs=", "Oz s", "resp_Ozs7", "é", "\u{13b}"]) expect(countInBase64(it, 59), it).toBeUndefined();
});

test("encoding a view reads only the view", () => {
  const whole = Uint8Array.of(1, 2, 3, 4, 5, 6, 7);
  expect(toBase64(whole.subarray(2, 5))).toBe("AwQF");
});

test("decoding what was encoded gives the bytes back, padded or not", () => {
  fc.assert(
    fc.property(bytes, (it) => {
      const text = toBase64(it);
      expect(fromBase64(text)).toEqual(it);
      expect(fromBase64(text.replace(/=+$/, ""))).toEqual(it);
    }),
    RUNS,
  );
});

test("decoding any text gives Buffer's bytes or nothing, and never throws", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.base64String(),
    fc.stringMatching(/^[A-Za-z0-9+/=é\n]{0,12}$/),
  );
  fc.assert(
    fc.property(text, (it) => {
      const isBase64 = /^[A-Za-z0-9+/]*={0,2}$/.test(it);
      const found = fromBase64(it);
      if (!isBase64) expect(found).toBeUndefined();
      if (found !== undefined) expect(Buffer.from(found)).toEqual(Buffer.from(it, "base64"));
    }),
    RUNS,
  );
});

test("text that is not base64 gives nothing", () => {
  for (const it of ["A", "A===", "AA=", "AA=A", "AAAA=", "AA==AA==", "AA AA", "AA-_", "é", "=", "=="])
    expect(fromBase64(it), it).toBeUndefined();
});

test("20 MB are encoded, and decoded again, in far less than a second", () => {
  const large = new Uint8Array(20 * 1024 * 1024).fill(0x5a);
  toBase64(large.subarray(0, 1024 * 1024));
  const began = performance.now();
  const text = toBase64(large);
  const encoded = performance.now();
  const back = fromBase64(text);
  const decoded = performance.now();
  expect(back?.length).toBe(large.length);
  expect(encoded - began).toBeLessThan(1000);
  expect(decoded - encoded).toBeLessThan(1000);
});
