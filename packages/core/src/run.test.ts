import { describe, expect, it } from "vitest";
import type { Adapter } from "./adapter.ts";
import type { Call } from "./call.ts";
import type { BodyRead, Host, Sent } from "./host.ts";
import { bytes, secret } from "./need.ts";
import type { Plan } from "./plan.ts";
import { replyText } from "./reply.ts";
import { run } from "./run.ts";
import { RUN_LIMITS } from "./run-limits.ts";
import { masked, reveal, Secret } from "./secret.ts";
import { done, fail } from "./step.ts";

const PLAN: Plan = {
  method: "POST",
  url: "https://api.example/ocr",
  headers: [["Authorization", ["Bearer ", new Secret("api_key", "sk-1")]]],
  expect: "whole",
  timeouts: {},
};

const CALL: Call<"ocr"> = {
  route: "ocr",
  provider: "example",
  model: "m",
  requestedModel: "example/m",
  id: "00112233445566778899aabbccddeeff",
  now: 1_700_000_000,
  input: { document: {}, params: {}, native: false },
  stream: false,
  target: { isDefault: true, headers: [], options: {}, key: new Secret("api_key", "sk-1") },
  policy: { dropParams: false, allowedOpenaiParams: [], additionalDropParams: [] },
  settings: {},
};

const BASE: Adapter<"ocr"> = {
  route: "ocr",
  provider: "example",
  connection: { key: { settings: [], env: ["EXAMPLE_API_KEY"] }, base: { settings: [], env: [] } },
  resends: false,
  supported: () => [],
  needs: () => ({}),
  prepare: () => ({ step: "send", plan: PLAN }),
  parse: (reply) => done({ text: replyText(reply) }),
  fault: (failed) =>
    fail({
      origin: "provider",
      kind: "APIError",
      status: 500,
      message: failed.from === "reply" ? `status ${failed.reply.status}` : failed.failure.kind,
    }),
};

interface Canned {
  readonly status?: number;
  readonly headers?: readonly (readonly [string, string])[];
  readonly reads?: readonly BodyRead[];
}

function text(value: string): BodyRead {
  return { read: "bytes", bytes: new TextEncoder().encode(value) };
}

function scripted(replies: readonly Canned[]) {
  const sent: Plan[] = [];
  const waits: number[] = [];
  let clock = 1_700_000_000_000;
  const host: Host = {
    send: async (plan): Promise<Sent> => {
      const reply = replies[sent.length];
      sent.push(plan);
      if (reply === undefined) return { sent: false, failure: { kind: "reset", message: "no reply left" } };
      const reads = [...(reply.reads ?? [])];
      return {
        sent: true,
        head: { status: reply.status ?? 200, headers: reply.headers ?? [] },
        body: { read: async () => reads.shift() ?? { read: "end" }, cancel: () => undefined },
      };
    },
    supply: async (need) => ({ supplied: false, message: `no ${need.need} here` }),
    wait: async (ms) => {
      waits.push(ms);
      clock += ms;
    },
    now: () => clock,
    id: () => CALL.id,
  };
  return { host, sent, waits };
}

describe("run", () => {
  it("joins a reply's pieces before it is parsed", async () => {
    const { host } = scripted([{ reads: [text("one "), text("two")] }]);
    expect(await run(host, BASE, CALL)).toMatchObject({
      outcome: "value",
      value: { text: "one two" },
      head: { status: 200 },
    });
  });

  it("polls until the provider is done, waiting as told and handing state back", async () => {
    const adapter: Adapter<"ocr"> = {
      ...BASE,
      parse: (reply, { state }) =>
        reply.status === 202
          ? {
              step: "send",
              plan: PLAN,
              afterMs: 2000,
              state: [state ?? null, "polled"],
              progress: { state: "running" },
            }
          : done({ state: state ?? null }),
    };
    const { host, sent, waits } = scripted([{ status: 202 }, { status: 202 }, { status: 200 }]);
    const seen: string[] = [];
    const outcome = await run(host, adapter, CALL, { progress: ({ state }) => seen.push(state) });
    expect(outcome).toMatchObject({ outcome: "value", value: { state: [[null, "polled"], "polled"] } });
    expect(sent).toHaveLength(3);
    expect(waits).toEqual([2000, 2000]);
    expect(seen).toEqual(["running", "running"]);
  });

  it("ends a poll that outlives its deadline as a timeout", async () => {
    const adapter: Adapter<"ocr"> = {
      ...BASE,
      parse: () => ({ step: "send", plan: PLAN, afterMs: 60_000, deadline: { ms: 150_000 } }),
    };
    const { host, sent, waits } = scripted(Array.from({ length: 10 }, () => ({ status: 202 })));
    expect(await run(host, adapter, CALL)).toMatchObject({
      outcome: "fault",
      fault: { kind: "Timeout", status: 408, origin: "host" },
    });
    expect(sent).toHaveLength(3);
    expect(waits).toEqual([60_000, 60_000, 30_000]);
  });

  it("words an overdue poll as its adapter does", async () => {
    const fault = { origin: "provider", kind: "Timeout", status: 408, message: "the operation took too long" } as const;
    const adapter: Adapter<"ocr"> = {
      ...BASE,
      parse: () => ({ step: "send", plan: PLAN, afterMs: 5000, deadline: { ms: 1000, fault } }),
    };
    expect(await run(scripted([{ status: 202 }]).host, adapter, CALL)).toMatchObject({ fault });
  });

  it("sends no credential to another origin than the first request's", async () => {
    const elsewhere: Plan = { ...PLAN, url: "https://api.example.evil/operations/1" };
    const lured: Adapter<"ocr"> = { ...BASE, parse: () => ({ step: "send", plan: elsewhere }) };
    const { host, sent } = scripted([{ status: 202 }, { status: 200 }]);
    expect(await run(host, lured, CALL)).toMatchObject({
      fault: { message: expect.stringContaining("credentials are only sent to https://api.example") },
    });
    expect(sent).toHaveLength(1);
    const bare: Adapter<"ocr"> = {
      ...BASE,
      parse: (reply) => (reply.status === 202 ? { step: "send", plan: { ...elsewhere, headers: [] } } : done({})),
    };
    expect(await run(scripted([{ status: 202 }, { status: 200 }]).host, bare, CALL)).toMatchObject({
      outcome: "value",
    });
  });

  it("sends a credential elsewhere where configuration alone says so", async () => {
    const configured: Plan = { ...PLAN, url: "https://stores.example/search", isConfigured: true };
    const adapter: Adapter<"ocr"> = {
      ...BASE,
      parse: (reply) => (reply.status === 202 ? { step: "send", plan: configured } : done({})),
    };
    const { host, sent } = scripted([{ status: 202 }, { status: 200 }]);
    expect(await run(host, adapter, CALL)).toMatchObject({ outcome: "value" });
    expect(sent).toHaveLength(2);
  });

  it("bounds repaired resends", async () => {
    const adapter: Adapter<"ocr"> = { ...BASE, fault: () => ({ step: "send", plan: PLAN, repair: true }) };
    const { host, sent } = scripted(Array.from({ length: 10 }, () => ({ status: 400 })));
    expect(await run(host, adapter, CALL)).toMatchObject({ outcome: "fault", fault: { kind: "InternalServerError" } });
    expect(sent).toHaveLength(RUN_LIMITS.repairs + 1);
  });

  it("gives an error status and a broken transport to fault", async () => {
    expect(await run(scripted([{ status: 429 }]).host, BASE, CALL)).toMatchObject({ fault: { message: "status 429" } });
    expect(await run(scripted([]).host, BASE, CALL)).toMatchObject({ fault: { message: "reset" } });
    const broken: BodyRead = { read: "failed", failure: { kind: "read_timeout", message: "silence" } };
    expect(await run(scripted([{ reads: [text("half"), broken] }]).host, BASE, CALL)).toMatchObject({
      fault: { message: "read_timeout" },
    });
  });

  it("refuses a reply beyond the size it was given", async () => {
    const { host } = scripted([{ reads: [text("12345"), text("67890")] }]);
    expect(await run(host, BASE, CALL, { replyBytes: 8 })).toMatchObject({ fault: { message: "too_large" } });
  });

  it("reads as much as its host tells, less or more than unless told, where the call names no size", async () => {
    const { host } = scripted([{ reads: [text("12345"), text("67890")] }]);
    expect(await run({ ...host, replyBytes: 8 }, BASE, CALL)).toMatchObject({ fault: { message: "too_large" } });

    const size = RUN_LIMITS.replyBytes + 1;
    const body = { whole: new Uint8Array(size), read: () => expect.unreachable(), cancel: () => undefined };
    const large: Host = { ...host, send: async () => ({ sent: true, head: { status: 200, headers: [] }, body }) };
    const adapter: Adapter<"ocr"> = { ...BASE, parse: (reply) => done({ size: reply.body.length }) };
    expect(await run(large, adapter, CALL)).toMatchObject({ fault: { message: "too_large" } });
    expect(await run({ ...large, replyBytes: size }, adapter, CALL)).toMatchObject({ value: { size } });
    expect(await run({ ...large, replyBytes: size }, adapter, CALL, { replyBytes: 8 })).toMatchObject({
      fault: { message: "too_large" },
    });
  });

  it("reads a failure up to a bound, and tells its status and that it was cut", async () => {
    const { failureBytes } = RUN_LIMITS;
    const piece = text("x".repeat(failureBytes / 4));
    const { host } = scripted([{ status: 503, reads: Array.from({ length: 100 }, () => piece) }]);
    let reads = 0;
    let cancels = 0;
    const watched: Host = {
      ...host,
      send: async (plan) => {
        const sent = await host.send(plan);
        if (!sent.sent) return sent;
        const { body } = sent;
        const read = (): Promise<BodyRead> => {
          reads += 1;
          return body.read();
        };
        const cancel = (): void => {
          cancels += 1;
        };
        return { ...sent, body: { read, cancel } };
      },
    };
    const adapter: Adapter<"ocr"> = {
      ...BASE,
      fault: (failed) =>
        fail({
          origin: "provider",
          kind: "APIError",
          status: 503,
          message: failed.from === "reply" ? `${failed.reply.status} ${replyText(failed.reply)}` : failed.failure.kind,
        }),
    };
    const outcome = await run(watched, adapter, CALL, { replyBytes: 10 });
    const told = `503 ${"x".repeat(failureBytes)}... [cut: the reply exceeds 1048576 bytes]`;
    expect(outcome.outcome === "fault" && outcome.fault.message === told).toBe(true);
    expect({ reads, cancels }).toEqual({ reads: 5, cancels: 1 });
  });

  it("supplies the call's own key and says what the host could not supply", async () => {
    const { host } = scripted([{ reads: [text("fine")] }]);
    const keyed: Adapter<"ocr"> = { ...BASE, needs: () => ({ key: secret("EXAMPLE_API_KEY") }) };
    expect(await run(host, keyed, CALL)).toMatchObject({ outcome: "value" });
    const hungry: Adapter<"ocr"> = {
      ...BASE,
      needs: () => ({ file: bytes({ from: "url", url: "https://x.example" }) }),
    };
    expect(await run(host, hungry, CALL)).toMatchObject({
      outcome: "fault",
      fault: { message: "litellm.APIConnectionError: no bytes here" },
    });
  });

  it("blames the caller's argument where the host says that it cannot be used", async () => {
    const adapter = { ...BASE, needs: () => ({ page: bytes({ from: "url", url: "https://10.0.0.1/" }) }) };
    const failure = { kind: "policy", message: "private" } as const;
    const told = {
      supplied: false,
      message: "Error: no.",
      kind: "ImageFetchError",
      param: "document",
      failure,
    } as const;
    const { host, sent } = scripted([]);
    const outcome = await run({ ...host, supply: async () => told }, adapter, CALL);
    const message = "litellm.BadRequestError: Error: no.";
    const fault = { origin: "caller", kind: "ImageFetchError", status: 400, message, param: "document", failure };
    expect(outcome).toEqual({ outcome: "fault", fault, losses: [] });
    expect(sent).toEqual([]);
  });

  it("supplies needs that arise with a later exchange", async () => {
    const adapter: Adapter<"ocr"> = {
      ...BASE,
      prepare: () => ({ step: "send", plan: PLAN, needs: { late: secret("EXAMPLE_API_KEY") } }),
      parse: (_, { given }) => done({ late: String(given.late) }),
    };
    expect(await run(scripted([{}]).host, adapter, CALL)).toMatchObject({ value: { late: "***" } });
  });

  it("turns a throw inside an adapter into a fault", async () => {
    const adapter: Adapter<"ocr"> = {
      ...BASE,
      parse: () => {
        throw new TypeError("a bug");
      },
    };
    expect(await run(scripted([{}]).host, adapter, CALL)).toMatchObject({
      outcome: "fault",
      fault: { kind: "InternalServerError", message: expect.stringContaining("a bug") },
    });
  });

  it("sends nothing once the caller has aborted", async () => {
    const { host, sent } = scripted([{}]);
    const signal = { aborted: true, addEventListener: () => undefined, removeEventListener: () => undefined };
    expect(await run(host, BASE, CALL, { signal })).toMatchObject({ outcome: "fault" });
    expect(sent).toHaveLength(0);
  });
});

describe("a plan", () => {
  it("shows no secret when it is printed, and only the host reads it", () => {
    expect(JSON.stringify(PLAN)).not.toContain("sk-1");
    expect(JSON.stringify(CALL)).not.toContain("sk-1");
    const [, value] = PLAN.headers[0] ?? ["", ""];
    expect(masked(value)).toBe("Bearer ***");
    expect(reveal(value)).toBe("Bearer sk-1");
  });
});
