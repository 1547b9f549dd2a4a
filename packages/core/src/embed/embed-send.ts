import type { Adapter, Exchange, Whole } from "../adapter.ts";
import type { Billed } from "../billed.ts";
import type { Call } from "../call.ts";
import { FAULT_STATUS, type Fault } from "../fault.ts";
import type { JsonObject } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import { maskFault, secretsIn } from "../mask-fault.ts";
import type { Given, Needs } from "../need.ts";
import { originOf, type Plan } from "../plan.ts";
import { readReply } from "../read-reply.ts";
import { isSuccess, type Reply, type ReplyHead, type TransportFailure } from "../reply.ts";
import type { RouteName } from "../routes/index.ts";
import { type Course, obstacle, RUN_LIMITS } from "../run-limits.ts";
import type { Secret } from "../secret.ts";
import { withSlots } from "../slot-url.ts";
import type { Send, Step } from "../step.ts";
import { overdue } from "../time-left.ts";
import type { Billable } from "../transducer.ts";
import { bufferedStream, type EmbedStream, pushedStream, type Settled } from "./embed-stream.ts";
import { type Answers, supplyNow } from "./supply-now.ts";
import { type WireRequest, wireRequest } from "./wire-request.ts";

/** Status and headers of an answer; a fetch `Response` is one. */
export interface AnswerHead {
  readonly status: number;
  readonly headers: Iterable<readonly [name: string, value: string]>;
}

/** A request to send, and what to make of its answer. */
export interface EmbedSend {
  readonly step: "send";
  /** The request with secrets as `***`: for logs. */
  readonly plan: Plan;
  /** Milliseconds to wait before sending, for a provider that answers later. */
  readonly afterMs: number;
  /** Milliseconds from now, the wait included, after which the call is given up: `failed` then tells so. Absent where nothing bounds it. */
  readonly deadlineMs?: number;
  readonly losses: readonly Loss[];
  /** The request with secrets in place, as fetch takes it. */
  request(): WireRequest;
  /** The result, the failure, or the next request. */
  parse(head: AnswerHead, body: Uint8Array): Embedded;
  /** The chunks of a streamed answer, as its bytes come. */
  stream(head: AnswerHead): EmbedStream;
  /** What a request without an answer means. */
  failed(failure: TransportFailure): Embedded;
}

/** Where a call stands: a request to send, its result (in chunks where a stream needs no provider), or its failure. */
export type Embedded =
  | EmbedSend
  | {
      readonly step: "chunks";
      readonly chunks: readonly JsonObject[];
      readonly fault?: Fault;
      readonly losses: readonly Loss[];
    }
  | {
      readonly step: "done";
      readonly value: JsonObject;
      readonly losses: readonly Loss[];
      /** What the call has cost; absent where no model facts were given. */
      receipt?(): Billed;
    }
  | { readonly step: "fail"; readonly fault: Fault; readonly losses: readonly Loss[] };

/** A call on its way through its exchanges. */
export interface Job<R extends RouteName = RouteName> {
  readonly adapter: Adapter<R>;
  readonly call: Call<R>;
  readonly answers: Answers;
  readonly losses: readonly Loss[];
  /** What an answer costs; absent where no model facts were given. */
  readonly price?: (answer: Billable) => Billed;
  /** Unix time in milliseconds. */
  now(): number;
}

interface Underway<R extends RouteName> extends Job<R>, Course {
  readonly given: Given<Needs>;
  /** When the first step that names a deadline came. */
  readonly timedFrom: number | undefined;
  /** The credentials that went out so far: no fault tells one. */
  readonly secrets: readonly Secret[];
}

type WholeChunks = Omit<Whole, "stream">;

export function refused(message: string, of: Partial<Pick<Call, "provider" | "model">> = {}): Fault {
  const kind = "BadRequestError";
  return { origin: "caller", kind, status: FAULT_STATUS[kind], message: `litellm.${kind}: ${message}`, ...of };
}

function named({ provider, model }: Call): Pick<Call, "provider" | "model"> {
  return { provider, model };
}

function headOf({ status, headers }: AnswerHead): ReplyHead {
  return { status, headers: Array.from(headers, ([name, value]) => [name, value]) };
}

const UNPRICED: Loss = {
  pointer: "/usage/cost",
  action: "dropped",
  reason: "no model facts were given, and without a host nobody brings them",
};

function settled(end: Embedded, { tellsCost, chunks }: WholeChunks): Settled {
  const { losses } = end;
  switch (end.step) {
    case "done": {
      if (tellsCost !== true) return { chunks: chunks(end.value), losses };
      const bill = end.receipt?.();
      const made = chunks(end.value, bill?.billed === true ? bill.receipt.litellm : undefined);
      return { chunks: made, losses: bill === undefined ? [...losses, UNPRICED] : losses };
    }
    case "chunks":
      return end;
    case "fail":
      return { chunks: [], fault: end.fault, losses };
    case "send":
      return { chunks: [], again: end, losses };
  }
}

/** Until when a step's call may take, as its clock tells time. */
function dueAtOf({ timedFrom }: Underway<RouteName>, { deadline }: Pick<Send, "deadline">): number | undefined {
  return timedFrom === undefined || deadline === undefined ? undefined : timedFrom + deadline.ms;
}

function sending<R extends RouteName>(job: Underway<R>, { plan, afterMs = 0, ...step }: Send): Embedded {
  const { adapter, call, given, losses } = job;
  const slotted = withSlots(plan);
  const made = wireRequest(slotted);
  const stopped = made.made ? obstacle(job, plan)?.reason : made.message;
  if (!made.made || stopped !== undefined) return { step: "fail", fault: refused(stopped ?? "", named(call)), losses };
  const dueAt = dueAtOf(job, step);
  const left = dueAt === undefined ? undefined : dueAt - job.now();
  if (left !== undefined && (left <= 0 || left < afterMs)) return { step: "fail", fault: overdue(job, step), losses };
  const exchange: Exchange<R> = { call, given, ...(step.state !== undefined && { state: step.state }) };
  const next = {
    ...job,
    exchanges: job.exchanges + 1,
    origin: job.origin ?? originOf(plan),
    secrets: [...job.secrets, ...secretsIn(slotted)],
  };
  const onward = (reply: Reply): Embedded => advance(next, readReply(adapter, reply, exchange));
  const isOverdue = (): boolean => dueAt !== undefined && job.now() >= dueAt;
  const failed = (failure: TransportFailure): Embedded =>
    isOverdue()
      ? { step: "fail", fault: overdue(job, step), losses }
      : advance(next, adapter.fault({ from: "transport", failure }, exchange));
  return {
    step: "send",
    plan: slotted,
    afterMs,
    ...(left !== undefined && { deadlineMs: left }),
    losses,
    request: made.request,
    parse: (head, body) => onward({ ...headOf(head), body }),
    failed,
    stream(answerHead) {
      const head = headOf(answerHead);
      const mode = isSuccess(head.status) ? adapter.stream?.(head, exchange) : undefined;
      if (mode !== undefined && mode.stream !== "whole")
        return pushedStream(mode, { losses, mask: (fault) => maskFault(fault, next.secrets), price: job.price });
      const chunks: WholeChunks = mode ?? { chunks: (value) => [value] };
      const end = (body: Uint8Array): Settled => settled(onward({ ...head, body }), chunks);
      const stop = (failure: TransportFailure): Settled => settled(failed(failure), chunks);
      if (!isSuccess(head.status)) return bufferedStream({ end, over: end, stop }, RUN_LIMITS.failureBytes);
      const over = (): Settled =>
        stop({ kind: "too_large", message: `the reply exceeds ${RUN_LIMITS.replyBytes} bytes` });
      return bufferedStream({ end, over, stop }, RUN_LIMITS.replyBytes);
    },
  };
}

/** A call's next step as the embedder sees it. */
function advance<R extends RouteName>(job: Underway<R>, step: Step): Embedded {
  const losses = [...job.losses, ...(step.losses ?? [])];
  if (step.step === "fail") return { step: "fail", fault: maskFault(step.fault, job.secrets), losses };
  if (step.step === "done") {
    const { value, billed: response = value } = step;
    const { price } = job;
    return { step: "done", value, losses, ...(price && { receipt: () => price({ response }) }) };
  }
  const late = supplyNow(step.needs ?? {}, job.answers);
  if (!late.supplied) return { step: "fail", fault: refused(late.message, named(job.call)), losses };
  const repairs = job.repairs + (step.repair === true ? 1 : 0);
  const given = { ...job.given, ...late.given };
  const timedFrom = job.timedFrom ?? (step.deadline && job.now());
  return sending({ ...job, losses, given, repairs, timedFrom }, step);
}

/** A call from its first request on. */
export function begin<R extends RouteName>(job: Job<R>): Embedded {
  const { adapter, call, answers, losses } = job;
  const supplied = supplyNow(adapter.needs(call), answers);
  if (!supplied.supplied) return { step: "fail", fault: refused(supplied.message, named(call)), losses };
  const { given } = supplied;
  return advance(
    { ...job, given, exchanges: 0, repairs: 0, origin: undefined, secrets: [], timedFrom: undefined },
    adapter.prepare(call, given),
  );
}
