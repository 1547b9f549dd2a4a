import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { streamTexts } from "./stream-texts.ts";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

function heap(): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

const PIECES = 4000;
const READ_BYTES = 2000;

/** A text of a stream as readers have it: cut out of all that was read with it. */
function cut(at: number): string {
  const read = Buffer.alloc(READ_BYTES, `piece ${at} of a stream, and `).toString("latin1");
  return read.slice(0, 20);
}

describe("what a stream has said", () => {
  it.each(["content", "reasoning"] as const)("is its %s, kept without the events it stood in", (part) => {
    const texts = streamTexts();
    const pieces = Array.from({ length: PIECES }, (_, at) => Buffer.from(cut(at)).toString("latin1"));
    const before = heap();
    for (let at = 0; at < PIECES; at++) texts.hearMore(cut(at), part);
    expect(heap() - before).toBeLessThan(PIECES * 100);
    expect(texts[part]()).toBe(pieces.join(""));
  });
});
