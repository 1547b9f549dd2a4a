import { expect, it } from "vitest";
import type { Adapter } from "./adapter.ts";
import type { Call } from "./call.ts";
import type { Fault } from "./fault.ts";
import type { Host } from "./host.ts";
import type { Plan } from "./plan.ts";
import { replyText } from "./reply.ts";
import { run } from "./run.ts";
import { Secret } from "./secret.ts";
import { done, fail } from "./step.ts";

const KEY = "my-own-key-text";
const CALL: Call<"ocr"> = {
  route: "ocr",
  provider: "example",
  model: "m",
  requestedModel: "example/m",
  id: "00112233445566778899aabbccddeeff",
  now: 1_700_000_000,
  input: { document: {}, params: {}, native: false },
  stream: false,
  target: { isDefault: true, headers: [], options: {} },
  policy: { dropParams: false, allowedOpenaiParams: [], additionalDropParams: [] },
  settings: {},
};
const PLAN: Plan = {
  method: "POST",
  url: "https://ann:hidden-word@api.example/ocr?api_key=hidden-too",
  headers: [["Authorization", ["Bearer ", new Secret("api_key", KEY)]]],
  expect: "stream",
  timeouts: {},
};

function fault(message: string): Fault {
  return { origin: "provider", kind: "APIError", status: 500, message };
}

const BASE: Adapter<"ocr"> = {
  route: "ocr",
  provider: "example",
  connection: { key: { settings: [], env: [] }, base: { settings: [], env: [] } },
  resends: false,
  supported: () => [],
  needs: () => ({}),
  prepare: () => ({ step: "send", plan: PLAN }),
  parse: () => done({}),
  fault: (failed) => fail(fault(failed.from === "reply" ? replyText(failed.reply) : failed.failure.kind)),
};

function answering(status: number, text: string) {
  const seen: { plan?: Plan; cancels: number } = { cancels: 0 };
  const reads = [{ read: "bytes", bytes: new TextEncoder().encode(text) } as const];
  const cancel = (): void => {
    seen.cancels += 1;
  };
  const host: Host = {
    send: async (plan) => {
      seen.plan = plan;
      const body = { read: async () => reads.shift() ?? ({ read: "end" } as const), cancel };
      return { sent: true, head: { status, headers: [] }, body };
    },
    supply: async () => ({ supplied: false, message: "nothing" }),
    wait: async () => undefined,
    now: () => 1_700_000_000_000,
    id: () => CALL.id,
  };
  return { host, seen };
}

it("tells no credential that a provider tells back, and shows none of its URL in the plan", async () => {
  const { host, seen } = answering(401, `no: ${KEY}, hidden-too`);
  expect(await run(host, BASE, CALL)).toMatchObject({ fault: { message: "no: REDACTED, REDACTED" } });
  expect(JSON.stringify(seen.plan)).not.toMatch(/hidden|my-own/);
});

it("tells none in a stream's fault either, nor in what an adapter throws", async () => {
  const { host } = answering(200, "data: a\n\n");
  const stage = { push: () => undefined, stop: () => undefined };
  const adapter: Adapter<"ocr"> = {
    ...BASE,
    stream: () => ({
      stream: "transduce",
      frames: "sse-lines",
      open: (sink) => ({ ...stage, end: () => sink.fault(fault(`heard ${KEY}`)) }),
    }),
  };
  const outcome = await run(host, adapter, CALL);
  const faults: Fault[] = [];
  const nothing = (): undefined => undefined;
  const sink = { chunk: nothing, usage: nothing, loss: nothing, end: nothing, fault: (it: Fault) => faults.push(it) };
  const pump = outcome.outcome === "stream" ? outcome.stream.start(sink) : undefined;
  while (await pump?.read());
  expect(faults).toMatchObject([{ message: "heard REDACTED" }]);
});

it("closes an open answer whose adapter throws as it chooses how to read it", async () => {
  const { host, seen } = answering(200, "data: a\n\n");
  const adapter: Adapter<"ocr"> = {
    ...BASE,
    stream: () => {
      throw new TypeError(`a bug over ${KEY}`);
    },
  };
  expect(await run(host, adapter, CALL)).toMatchObject({
    outcome: "fault",
    fault: { kind: "InternalServerError", message: expect.stringContaining("a bug over REDACTED") },
  });
  expect(seen.cancels).toBe(1);
});
