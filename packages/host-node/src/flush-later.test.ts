import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { flushLater } from "./flush-later.ts";

function holders(count: number): { readonly flushed: readonly number[]; hold(): void } {
  const flushed: number[] = [];
  return {
    flushed,
    hold() {
      for (let at = 0; at < count; at++) flushLater({ flush: () => void flushed.push(at) });
    },
  };
}

it("what is held back in a turn of the event loop is flushed at its end, in its order", async () => {
  const { flushed, hold } = holders(3);
  hold();
  await Promise.resolve();
  expect(flushed).toEqual([]);
  await setImmediate();
  expect(flushed).toEqual([0, 1, 2]);
});

it("what has waited for many others waits no longer", async () => {
  const { flushed, hold } = holders(80);
  hold();
  expect(flushed).toEqual(Array.from({ length: 64 }, (_, at) => at));
  await setImmediate();
  expect(flushed).toHaveLength(80);
});

it("what is held back by a flush is flushed in the next turn", async () => {
  const flushed: string[] = [];
  flushLater({
    flush() {
      flushed.push("first");
      flushLater({ flush: () => void flushed.push("second") });
    },
  });
  await setImmediate();
  expect(flushed).toEqual(["first"]);
  await setImmediate();
  expect(flushed).toEqual(["first", "second"]);
});
