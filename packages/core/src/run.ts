import type { Adapter, StreamMode } from "./adapter.ts";
import type { Call } from "./call.ts";
import { FAULT_STATUS, type Fault } from "./fault.ts";
import type { BodyReader, Host, Signal } from "./host.ts";
import type { Json, JsonObject } from "./json/index.ts";
import type { Loss } from "./loss.ts";
import type { Given, Needs } from "./need.ts";
import type { Failed, Reply, ReplyHead, TransportFailure } from "./reply.ts";
import type { RouteName } from "./routes/index.ts";
import type { Progress, Send, Step } from "./step.ts";
import { supplyAll } from "./supply.ts";

/** How often a refused request may be sent again in another form, and a call may exchange at all. */
export const RUN_LIMITS = { repairs: 3, exchanges: 600, replyBytes: 256 * 1024 * 1024 } as const;

/** What came of a call: a value, an open stream, or a fault; never a rejection. */
export type Outcome =
  | { readonly outcome: "value"; readonly value: JsonObject; readonly head?: ReplyHead; readonly losses: readonly Loss[] }
  | { readonly outcome: "stream"; readonly open: OpenStream; readonly losses: readonly Loss[] }
  | { readonly outcome: "fault"; readonly fault: Fault; readonly losses: readonly Loss[] };

/** A streamed reply whose head is there: the adapter's mode and the body to read. */
export interface OpenStream {
  readonly mode: Exclude<StreamMode, { readonly stream: "whole" }>;
  readonly head: ReplyHead;
  readonly body: BodyReader;
}

export interface RunOptions {
  readonly signal?: Signal;
  readonly replyBytes?: number;
  /** Called as a provider that answers later tells how far it is. */
  progress?(progress: Progress): void;
}

interface Job<R extends RouteName> {
  readonly host: Host;
  readonly adapter: Adapter<R>;
  readonly call: Call<R>;
  readonly options: RunOptions;
}

type Arrived =
  | { readonly arrived: "reply"; readonly reply: Reply }
  | { readonly arrived: "open"; readonly head: ReplyHead; readonly body: BodyReader }
  | { readonly arrived: "failed"; readonly failure: TransportFailure };

async function readWhole(head: ReplyHead, body: BodyReader, limit: number): Promise<Arrived> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const read = await body.read();
    if (read.read === "failed") return { arrived: "failed", failure: read.failure };
    if (read.read === "end") break;
    size += read.bytes.length;
    if (size > limit) {
      body.cancel();
      return { arrived: "failed", failure: { kind: "too_large", message: `the reply exceeds ${limit} bytes` } };
    }
    pieces.push(read.bytes);
  }
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return { arrived: "reply", reply: { ...head, body: whole } };
}

async function send<R extends RouteName>(job: Job<R>, step: Send): Promise<Arrived> {
  const sent = await job.host.send(step.plan, job.options.signal);
  if (!sent.sent) return { arrived: "failed", failure: sent.failure };
  const { head, body } = sent;
  if (step.plan.expect === "stream" && head.status < 400) return { arrived: "open", head, body };
  return readWhole(head, body, job.options.replyBytes ?? RUN_LIMITS.replyBytes);
}

function hostFault<R extends RouteName>({ call }: Job<R>, kind: "Timeout" | "InternalServerError" | "APIConnectionError", message: string): Fault {
  const full = `litellm.${kind}: ${message}`;
  return { origin: "host", kind, status: FAULT_STATUS[kind], message: full, provider: call.provider, model: call.model };
}

/** The whole of a host: supply needs, prepare, send, hand the answer to `parse`, `stream` or `fault`, until it is done. */
export async function run<R extends RouteName>(host: Host, adapter: Adapter<R>, call: Call<R>, options: RunOptions = {}): Promise<Outcome> {
  const job: Job<R> = { host, adapter, call, options };
  try {
    return await exchange(job);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { outcome: "fault", fault: hostFault(job, "InternalServerError", `an adapter or the host threw: ${text}`), losses: [] };
  }
}

async function exchange<R extends RouteName>(job: Job<R>): Promise<Outcome> {
  const { host, adapter, call, options } = job;
  const began = host.now();
  const losses: Loss[] = [];
  const failed = (fault: Fault): Outcome => ({ outcome: "fault", fault, losses });
  const first = await supplyAll(host, adapter.needs(call), { call, connection: adapter.connection, signal: options.signal });
  if (!first.supplied) return failed(hostFault(job, "APIConnectionError", first.message));
  let given: Given<Needs> = first.given;
  let step: Step = adapter.prepare(call, given);
  let repairs = 0;
  for (let exchanges = 0; ; exchanges++) {
    losses.push(...(step.losses ?? []));
    if (step.step === "fail") return failed(step.fault);
    if (step.step === "done") return { outcome: "value", value: step.value, losses };
    if (step.repair === true && ++repairs > RUN_LIMITS.repairs) return failed(hostFault(job, "InternalServerError", "too many repaired requests"));
    if (exchanges >= RUN_LIMITS.exchanges) return failed(hostFault(job, "Timeout", "the provider did not finish"));
    if (step.progress !== undefined) options.progress?.(step.progress);
    if (step.afterMs !== undefined) await host.wait(step.afterMs, options.signal);
    if (options.signal?.aborted === true) return failed(hostFault(job, "APIConnectionError", "the caller aborted the call"));
    if (step.deadlineMs !== undefined && host.now() - began > step.deadlineMs)
      return failed(hostFault(job, "Timeout", `the provider did not finish within ${step.deadlineMs} ms`));
    if (step.needs !== undefined) {
      const more = await supplyAll(host, step.needs, { call, connection: adapter.connection, signal: options.signal });
      if (!more.supplied) return failed(hostFault(job, "APIConnectionError", more.message));
      given = { ...given, ...more.given };
    }
    const arrived = await send(job, step);
    const state: { readonly state?: Json } = step.state === undefined ? {} : { state: step.state };
    const context = { call, given, ...state };
    if (arrived.arrived === "open") {
      const mode = adapter.stream?.(arrived.head, context);
      if (mode !== undefined && mode.stream !== "whole") return { outcome: "stream", open: { mode, head: arrived.head, body: arrived.body }, losses };
      const whole = await readWhole(arrived.head, arrived.body, options.replyBytes ?? RUN_LIMITS.replyBytes);
      step = settle(job, whole, context);
    } else {
      step = settle(job, arrived, context);
    }
    if (step.step === "done" && arrived.arrived !== "failed") {
      losses.push(...(step.losses ?? []));
      const head = arrived.arrived === "open" ? arrived.head : arrived.reply;
      return { outcome: "value", value: step.value, head: { status: head.status, headers: head.headers }, losses };
    }
  }
}

function settle<R extends RouteName>(job: Job<R>, arrived: Arrived, context: Parameters<Adapter<R>["parse"]>[1]): Step {
  if (arrived.arrived === "reply" && arrived.reply.status < 400) return job.adapter.parse(arrived.reply, context);
  const failed: Failed =
    arrived.arrived === "reply"
      ? { from: "reply", reply: arrived.reply }
      : arrived.arrived === "failed"
        ? { from: "transport", failure: arrived.failure }
        : { from: "transport", failure: { kind: "protocol", message: "a stream was opened twice" } };
  return job.adapter.fault(failed, context);
}
