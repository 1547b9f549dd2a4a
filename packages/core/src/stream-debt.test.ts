import { describe, expect, test } from "vitest";
import type { StreamMode } from "./adapter.ts";
import { type Price, unbilled } from "./billed.ts";
import type { BodyRead, BodyReader } from "./host.ts";
import { openStream } from "./open-stream.ts";
import type { StreamSink } from "./outcome.ts";
import type { CountUsage } from "./stream-debt.ts";
import type { CountedUsage, PendingUsage, Sink, Uncounted } from "./transducer.ts";
import type { CostReceipt } from "./usage/pricing/receipt.ts";

const HEAD = { status: 200, headers: [] };
const CALL = { provider: "acme", model: "m" };

function owe(sink: Sink, isTold: boolean): void {
  const owing = sink.pending ?? (({ forgo }: PendingUsage): void => forgo());
  owing({
    model: "m",
    isTold,
    prompt: true,
    completion: "said",
    settle({ prompt = 0, completion = 0 }, cost) {
      sink.usage({ origin: "estimated", value: { prompt, completion, ...(cost !== undefined && { cost }) } });
      sink.end();
    },
    forgo: () => sink.end(),
    billable: ({ prompt = 0, completion = 0 }) => ({ response: { usage: { prompt, completion } } }),
  });
}

/** A wire that passes frames on and owes a usage at every end, or several. */
function wire(isTold: boolean, usages = 1): Exclude<StreamMode, { stream: "whole" }> {
  const end = (sink: Sink): void => {
    for (let owed = 0; owed < usages; owed++) owe(sink, isTold);
  };
  return {
    stream: "transduce",
    frames: "sse",
    open: (sink) => ({
      push: ({ data }) => (data === "[DONE]" ? end(sink) : sink.chunk({ data })),
      end: () => end(sink),
      stop: () => end(sink),
    }),
  };
}

function body(...texts: readonly string[]): BodyReader & { cancelled: number } {
  const reads: BodyRead[] = texts.map((text) => ({
    read: "bytes",
    bytes: new TextEncoder().encode(`data: ${text}\n\n`),
  }));
  return {
    cancelled: 0,
    read: async () => reads.shift() ?? { read: "end" },
    cancel() {
      this.cancelled += 1;
    },
  };
}

interface Counting extends CountUsage {
  readonly asked: Uncounted[];
  answer(counted: CountedUsage): void;
}

/** A counter that answers when it is told to. */
function counting(isAlways = false): Counting {
  const asked: Uncounted[] = [];
  let answer: (counted: CountedUsage) => void = () => undefined;
  return {
    isAlways,
    asked,
    answer: (counted) => answer(counted),
    count(uncounted) {
      asked.push(uncounted);
      return new Promise((resolve) => {
        answer = resolve;
      });
    },
  };
}

function heard(): StreamSink & { readonly events: unknown[] } {
  const events: unknown[] = [];
  const note =
    (name: string) =>
    (value?: unknown): void =>
      void events.push(value === undefined ? name : [name, value]);
  return {
    events,
    chunk: note("chunk"),
    usage: note("usage"),
    loss: note("loss"),
    fault: note("fault"),
    end: note("end"),
  };
}

/** Prices everything alike. */
function priced(receipt: object, note: (answer: unknown) => void = () => undefined): Price {
  return async (answer) => {
    note(answer);
    return { billed: true, receipt: receipt as CostReceipt };
  };
}

const COUNTED: CountedUsage = { counted: true, counts: { prompt: 8, completion: 2 } };
const USAGE = ["usage", { origin: "estimated", value: { prompt: 8, completion: 2 } }];
const CHUNK = ["chunk", { data: "hi" }];

describe("a stream that owes its usage", () => {
  test("ends only when it has been counted, and closes its connection then", async () => {
    const [sink, count, reader] = [heard(), counting(), body("hi", "[DONE]", "late")];
    const pump = openStream(wire(true), { head: HEAD, body: reader, call: CALL, count }).start(sink);
    expect(await pump.read()).toBe(true);
    const read = pump.read();
    await new Promise((resolve) => setTimeout(resolve));
    expect([sink.events, reader.cancelled]).toEqual([[CHUNK], 0]);
    expect(count.asked).toMatchObject([{ model: "m", prompt: true, completion: "said" }]);
    count.answer(COUNTED);
    expect(await read).toBe(false);
    expect([sink.events, reader.cancelled]).toEqual([[CHUNK, USAGE, "end"], 1]);
  });

  test("ends although the route beneath it owes another usage as well", async () => {
    const sink = heard();
    const counts: Uncounted[] = [];
    const count = {
      isAlways: false,
      count: async (uncounted: Uncounted) => {
        counts.push(uncounted);
        return COUNTED;
      },
    };
    const pump = openStream(wire(true, 2), { head: HEAD, body: body(), call: CALL, count }).start(sink);
    expect(await pump.read()).toBe(false);
    expect(sink.events).toEqual([USAGE, "end"]);
    expect(counts).toHaveLength(2);
  });

  test("has none where nothing can count, and says so", async () => {
    const [sink, count] = [heard(), counting()];
    const pump = openStream(wire(true), { head: HEAD, body: body(), call: CALL, count }).start(sink);
    const read = pump.read();
    await new Promise((resolve) => setTimeout(resolve));
    count.answer({ counted: false, reason: "there are no ranks" });
    expect(await read).toBe(false);
    expect(sink.events).toEqual([
      ["loss", { pointer: "/usage", action: "dropped", reason: "there are no ranks" }],
      "end",
    ]);
  });

  test.each([
    ["is not counted where the caller is not told", false, false, []],
    ["is counted all the same for whoever asks for all", false, true, [USAGE]],
    ["is counted where the caller is told", true, false, [USAGE]],
  ])("%s", async (_, isTold, isAlways, usage) => {
    const sink = heard();
    const count: CountUsage = { isAlways, count: async () => COUNTED };
    const pump = openStream(wire(isTold), { head: HEAD, body: body("hi"), call: CALL, count }).start(sink);
    while (await pump.read());
    expect(sink.events).toEqual([CHUNK, ...usage, "end"]);
  });

  test("tells its price where somebody knows prices, which are asked with the counts in place", async () => {
    const [sink, seen] = [heard(), [] as unknown[]];
    const price = priced({ litellm: 0.25 }, (answer) => seen.push(answer));
    const count: CountUsage = { isAlways: false, count: async () => COUNTED, price };
    const pump = openStream(wire(true), { head: HEAD, body: body(), call: CALL, count }).start(sink);
    while (await pump.read());
    expect(seen).toEqual([{ response: { usage: { prompt: 8, completion: 2 } } }]);
    expect(sink.events).toEqual([
      ["usage", { origin: "estimated", value: { prompt: 8, completion: 2, cost: 0.25 } }],
      "end",
    ]);
  });

  test("tells no price that nobody has, and says so where it is the host that lacks them", async () => {
    const [unknown, lacking] = [heard(), heard()];
    const open = async (sink: StreamSink, price: Price): Promise<void> => {
      const count: CountUsage = { isAlways: false, count: async () => COUNTED, price };
      const pump = openStream(wire(true), { head: HEAD, body: body(), call: CALL, count }).start(sink);
      while (await pump.read());
    };
    await open(unknown, async () => unbilled("nobody knows this model", "caller"));
    await open(lacking, async () => unbilled("this host has no prices"));
    expect(unknown.events).toEqual([USAGE, "end"]);
    const reason = "litellm.NotImplementedError: this host has no prices";
    expect(lacking.events).toEqual([["loss", { pointer: "/usage/cost", action: "dropped", reason }], USAGE, "end"]);
  });

  test("is told nothing without a counter", async () => {
    const sink = heard();
    const pump = openStream(wire(true), { head: HEAD, body: body("hi"), call: CALL }).start(sink);
    while (await pump.read());
    expect(sink.events).toEqual([CHUNK, "end"]);
  });

  test("ends in a fault where counting throws", async () => {
    const sink = heard();
    const count: CountUsage = { isAlways: false, count: () => Promise.reject(new Error("the thread is gone")) };
    const pump = openStream(wire(true), { head: HEAD, body: body(), call: CALL, count }).start(sink);
    expect(await pump.read()).toBe(false);
    expect(sink.events).toMatchObject([["fault", { message: expect.stringContaining("the thread is gone") }]]);
  });
});

describe("the receipt of a stream", () => {
  test("is counted and reckoned when it is asked for, even where the caller is told no usage", async () => {
    const [asked, sink] = [[] as string[], heard()];
    const count: CountUsage = {
      isAlways: false,
      async count() {
        asked.push("count");
        return COUNTED;
      },
      price: priced({ litellm: 0.25 }, () => asked.push("price")),
    };
    const pump = openStream(wire(false), { head: HEAD, body: body("hi"), call: CALL, count }).start(sink);
    expect(await pump.receipt()).toMatchObject({ billed: false, fault: { kind: "BadRequestError" } });
    while (await pump.read());
    expect([sink.events, asked]).toEqual([[CHUNK, "end"], []]);
    expect(await pump.receipt()).toMatchObject({ billed: true, receipt: { litellm: 0.25 } });
    await pump.receipt();
    expect(asked).toEqual(["count", "price", "price"]);
  });

  test("is a fault where nobody knows prices, or nothing can count", async () => {
    const pumpOf = (count?: CountUsage) =>
      openStream(wire(false), { head: HEAD, body: body(), call: CALL, ...(count && { count }) }).start(heard());
    const uncounted: CountedUsage = { counted: false, reason: "there are no ranks" };
    const mute = pumpOf({ isAlways: false, count: async () => uncounted, price: priced({}) });
    while (await mute.read());
    expect(await mute.receipt()).toMatchObject({ fault: { message: expect.stringContaining("there are no ranks") } });
    expect(await pumpOf().receipt()).toMatchObject({ fault: { kind: "NotImplementedError" } });
  });
});

describe("a caller who goes away", () => {
  test("leaves a usage that is still counted, and then the end", async () => {
    const [sink, count, reader] = [heard(), counting(), body("hi")];
    const pump = openStream(wire(true), { head: HEAD, body: reader, call: CALL, count }).start(sink);
    await pump.read();
    pump.cancel();
    pump.cancel();
    expect([sink.events, reader.cancelled, await pump.read()]).toEqual([[CHUNK], 1, false]);
    count.answer(COUNTED);
    await new Promise((resolve) => setTimeout(resolve));
    expect(sink.events).toEqual([CHUNK, USAGE, "end"]);
  });

  test("during the count does not lose it", async () => {
    const [sink, count] = [heard(), counting()];
    const pump = openStream(wire(true), { head: HEAD, body: body(), call: CALL, count }).start(sink);
    const read = pump.read();
    await new Promise((resolve) => setTimeout(resolve));
    pump.cancel();
    count.answer(COUNTED);
    expect(await read).toBe(false);
    expect(sink.events).toEqual([USAGE, "end"]);
  });
});
