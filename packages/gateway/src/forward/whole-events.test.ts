import fc from "fast-check";
import { expect, it } from "vitest";
import { wholeEvents } from "./whole-events.ts";

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}

const LINE = fc.constantFrom("event: message_stop", 'data: {"type":"ping"}', ": still here", "data: é");
const EVENT = fc.array(LINE, { minLength: 1, maxLength: 3 });
const LINE_END = fc.constantFrom("\n", "\r\n", "\r");

it("lets go of whole events only, wherever the bytes are cut, and of all bytes in the end", () => {
  fc.assert(
    fc.property(fc.array(EVENT), LINE_END, LINE, fc.array(fc.nat({ max: 40 })), (events, end, tail, sizes) => {
      const frames = events.map((lines) => `${lines.join(end)}${end}${end}`);
      const bytes = Buffer.from(frames.join("") + tail);
      const whole = wholeEvents();
      const ends = frames.map((_, index) => Buffer.byteLength(frames.slice(0, index + 1).join("")));
      let told = 0;
      let from = 0;
      for (const size of [...sizes, bytes.length]) {
        told += whole.push(bytes.subarray(from, from + size)).length;
        from = Math.min(bytes.length, from + size);
        expect([0, ...ends]).toContain(told);
      }
      expect(latin1(whole.rest())).toBe(latin1(bytes.subarray(told)));
      expect(told).toBe(ends.at(-1) ?? 0);
    }),
  );
});

it("lets an event go as it comes once it is large", () => {
  const whole = wholeEvents();
  const piece = Buffer.from(`data: ${"x".repeat(60_000)}`);
  expect([whole.push(piece).length, whole.isInside]).toEqual([0, false]);
  expect([whole.push(piece).length, whole.isInside]).toEqual([2 * piece.length, true]);
  expect([latin1(whole.push(Buffer.from("y\n\ndata: z"))), whole.isInside]).toEqual(["y\n\n", false]);
  expect(latin1(whole.rest())).toBe("data: z");
});
