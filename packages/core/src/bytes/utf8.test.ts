import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unfinishedBytes, utf8Fault } from "./utf8.ts";
import { utf8Lines } from "./utf8-lines.ts";
import vectors from "./utf8-vectors.json" with { type: "json" };

describe("bytes that are no UTF-8", () => {
  it("are described as Python describes them", () => {
    expect(vectors.length).toBeGreaterThan(200);
    for (const [hex = "", message] of vectors) {
      const bytes = Uint8Array.from(Buffer.from(hex, "hex"));
      const lines = utf8Lines();
      lines.decode(Uint8Array.from([...bytes, 10]));
      expect(lines.fault(), hex).toBe(message);
    }
  });

  it("are those a strict decoder refuses", () => {
    const strict = new TextDecoder("utf-8", { fatal: true });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        let isRefused = false;
        try {
          strict.decode(bytes);
        } catch {
          isRefused = true;
        }
        expect(utf8Fault(bytes) !== undefined).toBe(isRefused);
      }),
      { numRuns: 5000 },
    );
  });
});

describe("text cut inside a character", () => {
  it("waits for the rest of it", () => {
    const bytes = new TextEncoder().encode("😀");
    expect([0, 1, 2, 3].map((size) => unfinishedBytes(bytes.subarray(0, size)))).toEqual([0, 1, 2, 3]);
    expect(unfinishedBytes(bytes)).toBe(0);
  });

  it("is the same text at any cut", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.array(fc.nat(), { maxLength: 6 }), (text, cuts) => {
        const bytes = new TextEncoder().encode(text);
        const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
        const lines = utf8Lines();
        const parts = places.slice(1).map((place, index) => lines.decode(bytes.subarray(places[index], place)));
        expect(parts.join("")).toBe(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
      }),
      { numRuns: 1000 },
    );
  });
});
