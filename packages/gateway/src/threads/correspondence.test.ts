import { MessageChannel } from "node:worker_threads";
import { expect, it, onTestFinished } from "vitest";
import { type Correspondence, correspondence } from "./correspondence.ts";

type OfOther = {
  readonly double: (value: number) => Promise<number>;
  readonly refuse: () => Promise<void>;
  readonly wait: () => Promise<void>;
};

function asking(): Correspondence<OfOther> {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  correspondence<Record<string, never>, OfOther>(port2, {
    double: async (value) => 2 * value,
    refuse: () => Promise.reject(new Error("no")),
    wait: () => new Promise(() => undefined),
  });
  return correspondence<OfOther, Record<string, never>>(port1, {});
}

it("what is asked is answered, each by its own", async () => {
  const { ask } = asking();
  expect(await Promise.all([ask("double", 1), ask("double", 2), ask("double", 3)])).toEqual([2, 4, 6]);
});

it("what the other throws is told", async () => {
  await expect(asking().ask("refuse")).rejects.toThrow("no");
});

it("nothing is waited for that a thread which is gone would have answered", async () => {
  const { ask, gone } = asking();
  const waited = ask("wait");
  gone("it ended");
  await expect(waited).rejects.toThrow("it ended");
  await expect(ask("double", 1)).rejects.toThrow("it ended");
});
