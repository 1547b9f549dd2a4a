import { describe, expect, it } from "vitest";
import { observers } from "./observers.ts";
import type { CallRecord, Observer } from "./record.ts";
import { call } from "./test/call.ts";

interface Heard extends Observer {
  readonly records: readonly CallRecord[];
  readonly begun: () => number;
}

function listener(): Heard {
  const records: CallRecord[] = [];
  let begun = 0;
  return {
    records,
    begun: () => begun,
    began: () => {
      begun += 1;
    },
    ended: (record) => {
      records.push(record);
    },
  };
}

const broken: Observer = {
  began() {
    throw new Error("began");
  },
  ended() {
    throw new Error("ended");
  },
  exposition: () => Promise.reject(new Error("exposition")),
  close: () => Promise.reject(new Error("close")),
};

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe("several observers as one", () => {
  it("hear of a call in a later turn of the event loop, in order", async () => {
    const heard = listener();
    const all = observers([heard]);
    all.began?.();
    all.ended(call({ id: "1" }));
    all.ended(call({ id: "2" }));
    expect(heard.begun()).toBe(1);
    expect(heard.records).toEqual([]);
    await turn();
    expect(heard.records.map(({ id }) => id)).toEqual(["1", "2"]);
  });

  it("let other work in between when many calls end at once", async () => {
    const heard = listener();
    const all = observers([heard]);
    for (let at = 0; at < 1000; at++) all.ended(call({ id: String(at) }));
    await turn();
    expect(heard.records.length).toBeGreaterThan(0);
    expect(heard.records.length).toBeLessThan(1000);
    for (let at = 0; at < 10; at++) await turn();
    expect(heard.records.map(({ id }) => Number(id))).toEqual(Array.from({ length: 1000 }, (_, at) => at));
  });

  it("tell once of one that fails, and go on with the others", async () => {
    const heard = listener();
    const failures: unknown[] = [];
    const all = observers([broken, heard], (_, error) => failures.push(error));
    all.began?.();
    all.ended(call());
    all.ended(call());
    await turn();
    expect(heard.begun()).toBe(1);
    expect(heard.records).toHaveLength(2);
    expect(failures).toEqual([new Error("began")]);
    await expect(all.exposition?.()).resolves.toMatchObject({ text: "" });
    await expect(all.close?.()).resolves.toBeUndefined();
    expect(failures).toHaveLength(1);
  });

  it("want what one of them wants, and everything where one does not say or fails to", () => {
    const failures: unknown[] = [];
    const failing: Observer = { ...listener(), wants: (it) => it.fault !== undefined };
    const quiet: Observer = { ...listener(), wants: () => false };
    const puzzled: Observer = {
      ...listener(),
      wants() {
        throw new Error("wants");
      },
    };
    const wanted = (...list: readonly Observer[]): readonly boolean[] => {
      const all = observers(list, (_, error) => failures.push(error));
      return [all.wants?.({ path: "/" }), all.wants?.({ path: "/", fault: { origin: "provider", status: 500 } })].map(
        (it) => it === true,
      );
    };
    expect(wanted(quiet, failing)).toEqual([false, true]);
    expect(wanted(quiet)).toEqual([false, false]);
    expect(wanted(quiet, listener())).toEqual([true, true]);
    expect(wanted(quiet, puzzled)).toEqual([true, true]);
    expect(failures).toEqual([new Error("wants")]);
  });

  it("tell metrics of every call that has ended, and those of all who have any", async () => {
    const told: CallRecord[] = [];
    const counting: Observer = {
      ended: (record) => {
        told.push(record);
      },
      exposition: () => Promise.resolve({ type: "text/x", text: `calls ${told.length}\n` }),
    };
    const all = observers([listener(), counting, { ...counting }]);
    all.ended(call());
    await expect(all.exposition?.()).resolves.toEqual({ type: "text/x", text: "calls 2\ncalls 2\n" });
  });

  it("hear of every call before they are closed", async () => {
    const heard = listener();
    let atClose = 0;
    const all = observers([
      {
        ...heard,
        close: () => {
          atClose = heard.records.length;
          return Promise.resolve();
        },
      },
    ]);
    for (let at = 0; at < 600; at++) all.ended(call());
    await all.close?.();
    expect(atClose).toBe(600);
  });
});
