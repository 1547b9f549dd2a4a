import { expect, it } from "vitest";
import { shares } from "./shares.ts";

interface Begun {
  readonly name: string;
  end(): void;
}

/** Work that ends when it is told to. */
function workshop(most: number): {
  readonly begun: Begun[];
  begin(name: string, signal?: AbortSignal): Promise<string>;
} {
  const share = shares(most);
  const begun: Begun[] = [];
  return {
    begun,
    begin: (name, signal = new AbortController().signal) =>
      share(
        { whose: name.slice(0, 1), signal },
        () => new Promise((end) => begun.push({ name, end: () => end(name) })),
      ),
  };
}

function names(begun: readonly Begun[]): readonly string[] {
  return begun.map(({ name }) => name);
}

it("whoever has taken all of a share keeps only itself waiting", async () => {
  const { begun, begin } = workshop(2);
  const done = ["a1", "a2", "a3", "a4", "b1"].map((name) => begin(name));
  expect(names(begun)).toEqual(["a1", "a2", "b1"]);
  begun[0]?.end();
  await done[0];
  await Promise.resolve();
  expect(names(begun)).toEqual(["a1", "a2", "b1", "a3"]);
  const late = begin("a5");
  for (const at of [1, 2, 3, 4, 5]) {
    begun[at]?.end();
    await new Promise(setImmediate);
  }
  expect(await Promise.all([...done, late])).toEqual(["a1", "a2", "a3", "a4", "b1", "a5"]);
  expect(names(begun).slice(4)).toEqual(["a4", "a5"]);
});

it("whoever is gone leaves the queue, and no place behind", async () => {
  const { begun, begin } = workshop(1);
  const gone = new AbortController();
  const first = begin("a1");
  const left = begin("a2", gone.signal);
  const last = begin("a3");
  gone.abort();
  await new Promise(setImmediate);
  expect(names(begun)).toEqual(["a1", "a2"]);
  begun[1]?.end();
  expect(await left).toBe("a2");
  expect(names(begun)).toEqual(["a1", "a2"]);
  begun[0]?.end();
  await first;
  await new Promise(setImmediate);
  begun[2]?.end();
  expect(await last).toBe("a3");
  const next = begin("a4");
  expect(names(begun)).toEqual(["a1", "a2", "a3", "a4"]);
  begun[3]?.end();
  await next;
});
