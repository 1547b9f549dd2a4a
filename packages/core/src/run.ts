import type { Adapter, Exchange, StreamMode } from "./adapter.ts";
import type { Begun } from "./begun.ts";
import type { Billed } from "./billed.ts";
import type { Call } from "./call.ts";
import { countedAnswer } from "./counted-answer.ts";
import { type Fault, thrownFault } from "./fault.ts";
import type { BodyReader, Host, Sent, Signal } from "./host.ts";
import { hostFault, unsupplied } from "./host-fault.ts";
import type { Num } from "./json/index.ts";
import type { Loss } from "./loss.ts";
import { maskFault, secretsIn } from "./mask-fault.ts";
import type { Needs } from "./need.ts";
import { chunkStream, openStream } from "./open-stream.ts";
import type { Outcome } from "./outcome.ts";
import { lured, originOf, type Plan } from "./plan.ts";
import { type WholeReply, wholeReply } from "./read-whole.ts";
import { isSuccess, type ReplyHead } from "./reply.ts";
import type { RouteName } from "./routes/index.ts";
import { withSlots } from "./slot-url.ts";
import type { Done, Progress, Send, Step } from "./step.ts";
import type { CountUsage } from "./stream-debt.ts";
import { type SuppliedAll, supplyAll, supplyOwn } from "./supply.ts";

/** How often a refused request may be sent again in another form, how often a call may exchange, and how large a whole reply may be. */
export const RUN_LIMITS = { repairs: 3, exchanges: 600, replyBytes: 256 * 1024 * 1024 } as const;

// A timer and the clock may differ by this much.
const TIMER_SLACK_MS = 5;

/** How far a call has come. */
interface Course {
  readonly count: number;
  readonly repairs: number;
}

export interface RunOptions {
  readonly signal?: Signal;
  /** The largest whole reply, in bytes. */
  readonly replyBytes?: number;
  /** Called as a provider that answers later tells how far it is. */
  progress?(progress: Progress): void;
  /** Counts the usage of streams whose provider does not tell it, and prices answers; without it they end without either. */
  readonly count?: CountUsage;
  /** What the call was given and its first step, where they are known from one like it. */
  readonly begun?: Begun;
}

interface Job<R extends RouteName> {
  readonly host: Host;
  readonly adapter: Adapter<R>;
  readonly call: Call<R>;
  readonly options: RunOptions;
  /** When the first step that names a deadline came. */
  readonly timedFrom?: number;
  /** What went out so far: no fault tells a credential of it. */
  readonly sent: Plan[];
}

interface Opened {
  readonly head: ReplyHead;
  readonly body: BodyReader;
}

type Arrived = WholeReply | ({ readonly arrived: "open" } & Opened);

/** A plan that went out, and what came of it. */
interface Went {
  readonly plan: Plan;
  readonly sent: Sent;
}

/** The plan with no longer patience than the call has left. */
function hurried(plan: Plan, left: number): Plan {
  if (left === Number.POSITIVE_INFINITY) return plan;
  const { firstByteMs = left, idleMs = left } = plan.timeouts;
  return {
    ...plan,
    timeouts: { ...plan.timeouts, firstByteMs: Math.min(firstByteMs, left), idleMs: Math.min(idleMs, left) },
  };
}

/** What goes out for a step, noted among what the call has sent. */
function outgoing<R extends RouteName>(job: Job<R>, step: Send): Plan {
  const plan = hurried(withSlots(step.plan), remaining(job, step));
  job.sent.push(plan);
  return plan;
}

function readWithin<R extends RouteName>(
  job: Job<R>,
  { head, body }: Opened,
  step: Send,
): WholeReply | Promise<WholeReply> {
  const bytes = job.options.replyBytes ?? RUN_LIMITS.replyBytes;
  const isOver = (): boolean => remaining(job, step) <= 0;
  return wholeReply(head, body, { bytes, isOver });
}

function isStreamed<R extends RouteName>({ adapter }: Job<R>, { expect }: Plan, { status }: ReplyHead): boolean {
  return expect === "stream" && isSuccess(status) && adapter.stream !== undefined;
}

/** What came of a request; a reply that is there whole takes no time. */
function arrival<R extends RouteName>(job: Job<R>, step: Send, went: Went): Arrived | Promise<Arrived> {
  const { plan, sent } = went;
  if (!sent.sent) return { arrived: "failed", failure: sent.failure };
  return isStreamed(job, plan, sent.head)
    ? { arrived: "open", head: sent.head, body: sent.body }
    : readWithin(job, sent, step);
}

function maskSent(fault: Fault, sent: readonly Plan[]): Fault {
  return maskFault(fault, new Set(sent.flatMap(secretsIn)));
}

/** Milliseconds the call has left; none bounds it if the step names no deadline. */
function remaining<R extends RouteName>({ host, timedFrom }: Job<R>, { deadline }: Send): number {
  return deadline === undefined || timedFrom === undefined
    ? Number.POSITIVE_INFINITY
    : timedFrom + deadline.ms - host.now();
}

/** What a call that took too long comes to. */
export function overdue<R extends RouteName>(
  { call }: Pick<Job<R>, "call">,
  { deadline }: Pick<Send, "deadline">,
): Fault {
  return deadline?.fault ?? hostFault(call, "Timeout", `the provider did not finish within ${deadline?.ms} ms`);
}

/** Whether a step may go out at once, and nobody has to be asked whether it is late. */
function isPrompt<R extends RouteName>({ options: { signal } }: Job<R>, { afterMs = 0, deadline }: Send): boolean {
  return afterMs <= 0 && deadline === undefined && signal?.aborted !== true;
}

/** Waits as the step asks, but not beyond its deadline. */
async function waited<R extends RouteName>(job: Job<R>, step: Send): Promise<Fault | undefined> {
  const wait = step.afterMs ?? 0;
  const left = remaining(job, step);
  if (wait > 0 && left > 0) await job.host.wait(Math.min(wait, left), job.options.signal);
  if (job.options.signal?.aborted === true)
    return hostFault(job.call, "APIConnectionError", "the caller aborted the call");
  return left < wait || left <= 0 ? overdue(job, step) : undefined;
}

/** What stops a call before its next exchange: too many of them, or a secret about to leave the origin it belongs to. */
function obstacle<R extends RouteName>(
  { call, sent: [first] }: Job<R>,
  step: Send,
  { count, repairs }: Course,
): Fault | undefined {
  if (repairs > RUN_LIMITS.repairs) return hostFault(call, "InternalServerError", "too many repaired requests");
  if (count >= RUN_LIMITS.exchanges) return hostFault(call, "Timeout", "the provider did not finish");
  // Its first request went to the configured origin.
  const reason = first === undefined ? undefined : lured(step.plan, originOf(first));
  return reason === undefined ? undefined : hostFault(call, "APIConnectionError", reason);
}

function answer<R extends RouteName>(
  { adapter, options, sent }: Job<R>,
  arrived: WholeReply,
  exchange: Exchange<R>,
): Step {
  if (arrived.arrived === "failed") return adapter.fault({ from: "transport", failure: arrived.failure }, exchange);
  const { reply } = arrived;
  if (!isSuccess(reply.status)) return adapter.fault({ from: "reply", reply }, exchange);
  const reader = sent.length === 1 && !exchange.call.stream ? options.begun?.answer : undefined;
  return reader === undefined ? adapter.parse(reply, exchange) : reader(reply, exchange);
}

type OpenReply = Extract<Arrived, { readonly arrived: "open" }>;

/** How an open reply is read; where its adapter throws, it is closed. */
function streamMode<R extends RouteName>(
  { adapter }: Job<R>,
  { head, body }: OpenReply,
  exchange: Exchange<R>,
): StreamMode {
  try {
    return adapter.stream?.(head, exchange) ?? { stream: "whole", chunks: (value) => [value] };
  } catch (error) {
    body.cancel();
    throw error;
  }
}

function billing<R extends RouteName>(
  { options: { count } }: Job<R>,
  { value, billed = value }: Pick<Done, "value" | "billed">,
): { readonly receipt?: () => Billed | Promise<Billed> } {
  const price = count?.price;
  return price === undefined ? {} : { receipt: () => price({ response: billed }) };
}

/** Answers to needs; what the call answers itself takes no time. */
function supplied<R extends RouteName>(
  needs: Needs,
  { host, adapter, call, options: { signal } }: Job<R>,
): SuppliedAll | Promise<SuppliedAll> {
  const context = { signal, key: { names: adapter.connection.key.env, secret: call.target.key } };
  const given = supplyOwn(needs, context);
  return given === undefined ? supplyAll(host, needs, context) : { supplied: true, given };
}

function costIn(bill: Billed | undefined): number | Num | undefined {
  return bill?.billed === true ? bill.receipt.litellm : undefined;
}

async function exchanges<R extends RouteName>(first: Job<R>): Promise<Outcome> {
  const { host, adapter, call, options } = first;
  let job = first;
  const losses: Loss[] = [];
  const failed = (fault: Fault): Outcome => ({ outcome: "fault", fault: maskSent(fault, first.sent), losses });
  const { begun } = options;
  const asked =
    begun === undefined ? supplied(adapter.needs(call), first) : { supplied: true as const, given: begun.given };
  const answered = "supplied" in asked ? asked : await asked;
  if (!answered.supplied) return failed(unsupplied(call, answered));
  let given = answered.given;
  let step = begun === undefined ? adapter.prepare(call, given) : begun.step;
  let head: ReplyHead | undefined;
  let repairs = 0;
  for (let count = 0; ; count++) {
    if (step.losses !== undefined) losses.push(...step.losses);
    if (step.step === "fail") return failed(step.fault);
    if (step.step === "done") {
      const isWhole = step.uncounted === undefined;
      const answer = isWhole ? step : await countedAnswer(step, { model: call.model, count: options.count });
      if ("uncountedLosses" in answer) losses.push(...answer.uncountedLosses);
      const { alike } = step;
      return {
        outcome: "value",
        value: answer.value,
        losses,
        ...(head && { head }),
        ...(alike && { alike }),
        ...billing(job, answer),
      };
    }
    if (step.progress !== undefined) options.progress?.(step.progress);
    if (step.repair === true) repairs += 1;
    if (step.deadline !== undefined && job.timedFrom === undefined) job = { ...job, timedFrom: host.now() };
    const stopped =
      obstacle(job, step, { count, repairs }) ?? (isPrompt(job, step) ? undefined : await waited(job, step));
    if (stopped !== undefined) return failed(stopped);
    if (step.needs !== undefined) {
      const more = await supplied(step.needs, job);
      if (!more.supplied) return failed(unsupplied(call, more));
      given = { ...given, ...more.given };
    }
    const { state } = step;
    const exchange = state === undefined ? { call, given } : { call, given, state };
    const plan = outgoing(job, step);
    const came = arrival(job, step, { plan, sent: await host.send(plan, options.signal) });
    const arrived = "arrived" in came ? came : await came;
    head = arrived.arrived === "open" ? arrived.head : arrived.arrived === "reply" ? arrived.reply : undefined;
    if (arrived.arrived === "failed" && remaining(job, step) <= TIMER_SLACK_MS) return failed(overdue(job, step));
    if (arrived.arrived !== "open") {
      step = answer(job, arrived, exchange);
      continue;
    }
    const mode = streamMode(job, arrived, exchange);
    if (mode.stream !== "whole") {
      const mask = (fault: Fault): Fault => maskSent(fault, first.sent);
      return { outcome: "stream", stream: openStream(mode, { ...arrived, call, mask, count: options.count }), losses };
    }
    step = answer(job, await readWithin(job, arrived, step), exchange);
    if (step.step !== "done") continue;
    losses.push(...(step.losses ?? []));
    const billed = billing(job, step);
    const cost = mode.tellsCost === true ? costIn(await billed.receipt?.()) : undefined;
    return {
      outcome: "stream",
      stream: chunkStream(arrived.head, { chunks: mode.chunks(step.value, cost), ...billed }),
      losses,
    };
  }
}

/**
 * The whole of a host's work as one loop: supply needs, `prepare`, send, hand the answer to `parse`, `stream` or `fault`,
 * until it is done. The deadline, the bound on repairs and the bound on exchanges exist here and nowhere else.
 */
export function run<R extends RouteName>(
  host: Host,
  adapter: Adapter<R>,
  call: Call<R>,
  options: RunOptions = {},
): Promise<Outcome> {
  const sent: Plan[] = [];
  return exchanges({ host, adapter, call, options, sent }).catch((error: unknown) => {
    const { provider, model } = call;
    return { outcome: "fault", fault: maskSent(thrownFault(error, { provider, model }), sent), losses: [] };
  });
}
