import type { Adapter, Exchange } from "./adapter.ts";
import { arrival, readWithin, streamMode } from "./arrival.ts";
import type { Billed } from "./billed.ts";
import type { Call } from "./call.ts";
import { countedAnswer } from "./counted-answer.ts";
import { type Fault, thrownFault } from "./fault.ts";
import type { Host } from "./host.ts";
import { hostFault, unsupplied } from "./host-fault.ts";
import type { Num } from "./json/index.ts";
import type { Loss } from "./loss.ts";
import { maskFault, secretsIn } from "./mask-fault.ts";
import type { Needs } from "./need.ts";
import { chunkStream, openStream } from "./open-stream.ts";
import type { Outcome } from "./outcome.ts";
import { originOf, type Plan } from "./plan.ts";
import { readReply } from "./read-reply.ts";
import type { WholeReply } from "./read-whole.ts";
import { isSuccess, type ReplyHead } from "./reply.ts";
import type { RouteName } from "./routes/index.ts";
import type { Job, RunOptions } from "./run-job.ts";
import { obstacle } from "./run-limits.ts";
import { withSlots } from "./slot-url.ts";
import type { Done, Send, Step } from "./step.ts";
import { type SuppliedAll, supplyAll, supplyOwn } from "./supply.ts";
import { hurried, isPrompt, overdue, timeLeft, waited, wasLate } from "./time-left.ts";

/** What goes out for a step, noted among what the call has sent. */
function outgoing<R extends RouteName>(job: Job<R>, step: Send): Plan {
  const plan = hurried(withSlots(step.plan), timeLeft(job, step));
  job.sent.push(plan);
  return plan;
}

/** What stops a call before its next request. */
function stoppedBy<R extends RouteName>({ call, sent }: Job<R>, { plan }: Send, repairs: number): Fault | undefined {
  const [first] = sent;
  const origin = first === undefined ? undefined : originOf(first);
  const found = obstacle({ exchanges: sent.length, repairs, origin }, plan);
  return found && hostFault(call, found.kind, found.reason);
}

function maskSent(fault: Fault, sent: readonly Plan[]): Fault {
  return maskFault(fault, new Set(sent.flatMap(secretsIn)));
}

function answer<R extends RouteName>(
  { adapter, options, sent }: Job<R>,
  arrived: WholeReply,
  exchange: Exchange<R>,
): Step {
  if (arrived.arrived === "failed") return adapter.fault({ from: "transport", failure: arrived.failure }, exchange);
  const { reply } = arrived;
  const reader = sent.length === 1 && !exchange.call.stream ? options.begun?.answer : undefined;
  return reader !== undefined && isSuccess(reply.status)
    ? reader(reply, exchange)
    : readReply(adapter, reply, exchange);
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
  for (;;) {
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
    const stopped = stoppedBy(job, step, repairs) ?? (isPrompt(job, step) ? undefined : await waited(job, step));
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
    if (arrived.arrived === "failed" && wasLate(job, step)) return failed(overdue(job, step));
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
 * until it is done. What bounds a call is told in `time-left` and `run-limits`.
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
