import fc from "fast-check";
import { expect, it } from "vitest";
import { readLater } from "./read-later.ts";

function reading() {
  const seen: string[] = [];
  let text = "";
  const later = readLater(() => {
    seen.push("made");
    return {
      push: (bytes) => {
        text += Buffer.from(bytes).toString("latin1");
      },
      end: (stray) => void seen.push(`end ${stray}`),
      stop: ({ stop }) => void seen.push(`stop ${stop}`),
    };
  });
  return { later, seen, text: () => text };
}

it("a little is read at the end, or where the stream is cut", () => {
  for (const ends of ["end", "stop"] as const) {
    const { later, seen, text } = reading();
    later.push(Buffer.from("a few "));
    later.push(Buffer.from("words"));
    expect([seen, text()]).toEqual([[], ""]);
    if (ends === "end") later.end("stray");
    else later.stop({ stop: "caller" });
    expect([seen, text()]).toEqual([["made", ends === "end" ? "end stray" : "stop caller"], "a few words"]);
  }
});

it("all is read once, in order, however much comes at a time and whatever becomes of the memory it came in", () => {
  const sizes = fc.array(fc.oneof(fc.nat(200), fc.nat(3000), fc.constantFrom(4095, 4096, 4097, 9000)));
  fc.assert(
    fc.property(sizes, (all) => {
      const { later, seen, text } = reading();
      const pieces = all.map((size, at) => String.fromCharCode(97 + (at % 26)).repeat(size));
      for (const piece of pieces) {
        const bytes = Buffer.from(piece);
        later.push(bytes);
        bytes.fill(0);
      }
      later.end();
      expect(text()).toBe(pieces.join(""));
      expect(seen).toEqual(["made", "end undefined"]);
    }),
  );
});
