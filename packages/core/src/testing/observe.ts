import { alikeChunks, type Likeness } from "../again.ts";
import { client } from "../client/client.ts";
import type { Fault } from "../fault.ts";
import type { JsonObject } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import type { Plan } from "../plan.ts";
import type { Usage } from "../transducer.ts";
import { type Cutting, cannedHost } from "./canned-host.ts";
import type { CannedReply, Sample, Subject } from "./sample.ts";

/** Everything a call did and gave. */
export interface Observed {
  readonly plans: readonly Plan[];
  /** What each plan was answered with. */
  readonly replied: readonly CannedReply[];
  readonly value?: JsonObject;
  readonly chunks?: readonly JsonObject[];
  readonly usage: readonly Usage[];
  readonly losses: readonly Loss[];
  readonly fault?: Fault;
  /** What came after a fault or the end: always nothing in a lawful stream. */
  readonly late: number;
  readonly thrown?: unknown;
}

/** A body in one piece. */
export const whole: Cutting = (body) => [body];

interface Way {
  readonly cut: Cutting;
  /** Whether chunks are taken as the last one but for a text, where they are. */
  readonly takesLikeness: boolean;
}

/** Makes a sample's call through the public client, its replies cut as told. Never rejects. */
export function observe(subject: Subject, sample: Sample, cut: Cutting = whole): Promise<Observed> {
  return observed(subject, sample, { cut, takesLikeness: false });
}

/** The same, by a sink that is told of a chunk in what it differs from the last one. */
export function observeAlike(subject: Subject, sample: Sample): Promise<Observed> {
  return observed(subject, sample, { cut: whole, takesLikeness: true });
}

async function observed(subject: Subject, sample: Sample, { cut, takesLikeness }: Way): Promise<Observed> {
  const { host, plans, replied } = cannedHost(sample, cut);
  const told = { plans, replied };
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
    if (outcome.outcome === "value")
      return { ...told, value: outcome.value, usage: [], losses: outcome.losses, late: 0 };
    if (outcome.outcome === "fault")
      return { ...told, fault: outcome.fault, usage: [], losses: outcome.losses, late: 0 };
    const chunks: JsonObject[] = [];
    const usage: Usage[] = [];
    const losses: Loss[] = [...outcome.losses];
    let last: JsonObject = {};
    let fault: Fault | undefined;
    let over = false;
    let late = 0;
    const note = (then: () => void): void => {
      if (over) late += 1;
      then();
    };
    const pump = outcome.stream.start({
      chunk: (it) =>
        note(() => {
          last = it;
          chunks.push(it);
        }),
      ...(takesLikeness && {
        again: (texts: readonly string[], likeness: Likeness) =>
          note(() => chunks.push(...alikeChunks(last, texts, likeness))),
      }),
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
    return { ...told, chunks, usage, losses, late, ...(fault !== undefined && { fault }) };
  } catch (thrown) {
    return { ...told, usage: [], losses: [], late: 0, thrown };
  }
}
