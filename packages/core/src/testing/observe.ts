import { client } from "../client/client.ts";
import type { Fault } from "../fault.ts";
import type { Host } from "../host.ts";
import type { JsonObject } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import type { Plan } from "../plan.ts";
import type { Usage } from "../transducer.ts";
import type { CannedReply, Sample, Subject } from "./sample.ts";

/** Everything a call did and gave. */
export interface Observed {
  readonly plans: readonly Plan[];
  readonly value?: JsonObject;
  readonly chunks?: readonly JsonObject[];
  readonly usage: readonly Usage[];
  readonly losses: readonly Loss[];
  readonly fault?: Fault;
  /** What came after a fault or the end: always nothing in a lawful stream. */
  readonly late: number;
  readonly thrown?: unknown;
}

/** The pieces a body arrives in. */
export type Cutting = (body: Uint8Array) => readonly Uint8Array[];

const SEED = "5eed0001000040008000000000000001";
const NOW_MS = 1_700_000_000_000;

export const whole: Cutting = (body) => [body];

function scripted(
  replies: readonly CannedReply[],
  cut: Cutting,
): { readonly host: Host; readonly plans: readonly Plan[] } {
  const plans: Plan[] = [];
  const host: Host = {
    async send(plan) {
      const reply = replies[plans.length] ?? { failure: { kind: "reset", message: "no reply left" } };
      plans.push(plan);
      if ("failure" in reply) return { sent: false, failure: reply.failure };
      const pieces = [...cut(reply.body)];
      return {
        sent: true,
        head: { status: reply.status, headers: reply.headers },
        body: {
          async read() {
            const bytes = pieces.shift();
            return bytes === undefined ? { read: "end" } : { read: "bytes", bytes };
          },
          cancel() {
            pieces.length = 0;
          },
        },
      };
    },
    supply: async (need) => ({ supplied: false, message: `no ${need.need} in a sample` }),
    wait: async () => undefined,
    now: () => NOW_MS,
    id: () => SEED,
  };
  return { host, plans };
}

/** Makes a sample's call through the public client, its replies cut as told. Never rejects. */
export async function observe(subject: Subject, sample: Sample, cut: Cutting = whole): Promise<Observed> {
  const { host, plans } = scripted(sample.replies, cut);
  const { settings = {}, env = {} } = sample;
  const calls = client(host, {
    adapters: subject.adapters,
    providers: subject.providers,
    bridges: subject.bridges ?? [],
    settings,
    env,
    retries: "none",
  });
  try {
    const outcome = await calls[sample.method](sample.kwargs);
    if (outcome.outcome === "value") return { plans, value: outcome.value, usage: [], losses: outcome.losses, late: 0 };
    if (outcome.outcome === "fault") return { plans, fault: outcome.fault, usage: [], losses: outcome.losses, late: 0 };
    const chunks: JsonObject[] = [];
    const usage: Usage[] = [];
    const losses: Loss[] = [...outcome.losses];
    let fault: Fault | undefined;
    let over = false;
    let late = 0;
    const note = (then: () => void): void => {
      if (over) late += 1;
      then();
    };
    const pump = outcome.stream.start({
      chunk: (it) => note(() => chunks.push(it)),
      usage: (it) => note(() => usage.push(it)),
      loss: (it) => note(() => losses.push(it)),
      fault: (it) =>
        note(() => {
          fault = it;
          over = true;
        }),
      end: () =>
        note(() => {
          over = true;
        }),
    });
    while (await pump.read());
    return { plans, chunks, usage, losses, late, ...(fault !== undefined && { fault }) };
  } catch (thrown) {
    return { plans, usage: [], losses: [], late: 0, thrown };
  }
}
