import { expect, it } from "vitest";
import type { Transduce } from "./adapter.ts";
import type { Fault } from "./fault.ts";
import { openStream } from "./open-stream.ts";
import type { Transducer } from "./transducer.ts";

const CALL = { provider: "example", model: "m" };
const HEAD = { status: 200, headers: [] };
const QUIET: Transducer<string> = { push: () => undefined, end: () => undefined, stop: () => undefined };

function bug(): never {
  throw new TypeError("a bug");
}

function run(stage: Partial<Transducer<string>>, open?: Transduce<"sse-lines">["open"]) {
  const faults: Fault[] = [];
  const seen = { faults, ends: 0, cancels: 0 };
  const reads = [{ read: "bytes", bytes: new TextEncoder().encode("data: a\n") } as const];
  const body = {
    read: async () => reads.shift() ?? ({ read: "end" } as const),
    cancel: () => {
      seen.cancels += 1;
    },
  };
  const mode: Transduce<"sse-lines"> = {
    stream: "transduce",
    frames: "sse-lines",
    open: open ?? (() => ({ ...QUIET, ...stage })),
  };
  const pump = openStream(mode, { head: HEAD, body, call: CALL }).start({
    chunk: () => undefined,
    usage: () => undefined,
    loss: () => undefined,
    fault: (fault) => faults.push(fault),
    end: () => {
      seen.ends += 1;
    },
  });
  return { pump, seen };
}

const TOLD = {
  origin: "host",
  kind: "InternalServerError",
  message: "litellm.InternalServerError: an adapter or the host threw: a bug",
  ...CALL,
};

it.each([
  ["takes a frame", run({ push: bug })],
  ["ends", run({ end: bug })],
  ["opens", run({}, bug)],
])("a stage that throws as it %s ends the stream as a fault and closes the connection", async (_, { pump, seen }) => {
  while (await pump.read());
  expect(seen).toMatchObject({ faults: [TOLD], ends: 0, cancels: 1 });
  expect(await pump.read()).toBe(false);
});

it("a stage that throws as the caller goes away still closes the connection", () => {
  const { pump, seen } = run({ stop: bug });
  pump.cancel();
  expect(seen.faults).toMatchObject([TOLD]);
  expect(seen.cancels).toBeGreaterThan(0);
});

it("a stage that says nothing after the last byte ends the stream as a fault", async () => {
  const { pump, seen } = run({});
  expect(await pump.read()).toBe(true);
  expect(await pump.read()).toBe(false);
  expect(seen.faults).toMatchObject([
    { origin: "host", message: expect.stringContaining("neither its end nor a failure") },
  ]);
});
