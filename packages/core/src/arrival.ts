import type { Exchange, StreamMode } from "./adapter.ts";
import type { BodyReader, Sent } from "./host.ts";
import type { Plan } from "./plan.ts";
import { type WholeReply, wholeReply } from "./read-whole.ts";
import { isSuccess, type ReplyHead } from "./reply.ts";
import type { RouteName } from "./routes/index.ts";
import type { Job } from "./run-job.ts";
import { RUN_LIMITS } from "./run-limits.ts";
import type { Send } from "./step.ts";
import { timeLeft } from "./time-left.ts";

/** A reply whose head alone is there. */
export interface Opened {
  readonly head: ReplyHead;
  readonly body: BodyReader;
}

/** What came of a request. */
export type Arrived = WholeReply | ({ readonly arrived: "open" } & Opened);

/** A plan that went out, and what the host made of it. */
export interface Went {
  readonly plan: Plan;
  readonly sent: Sent;
}

/** The whole of an open reply, within the bounds of its call. */
export function readWithin<R extends RouteName>(
  job: Job<R>,
  { head, body }: Opened,
  step: Send,
): WholeReply | Promise<WholeReply> {
  const bytes = job.options.replyBytes ?? job.host.replyBytes ?? RUN_LIMITS.replyBytes;
  const isOver = (): boolean => timeLeft(job, step) <= 0;
  return wholeReply(head, body, { bytes, isOver });
}

function isStreamed<R extends RouteName>({ adapter }: Job<R>, { expect }: Plan, { status }: ReplyHead): boolean {
  return expect === "stream" && isSuccess(status) && adapter.stream !== undefined;
}

/** What came of a request; a reply that is there whole takes no time. */
export function arrival<R extends RouteName>(
  job: Job<R>,
  step: Send,
  { plan, sent }: Went,
): Arrived | Promise<Arrived> {
  if (!sent.sent) return { arrived: "failed", failure: sent.failure };
  return isStreamed(job, plan, sent.head)
    ? { arrived: "open", head: sent.head, body: sent.body }
    : readWithin(job, sent, step);
}

/** How an open reply is read; where its adapter throws, it is closed. */
export function streamMode<R extends RouteName>(
  { adapter }: Job<R>,
  { head, body }: Opened,
  exchange: Exchange<R>,
): StreamMode {
  try {
    return adapter.stream?.(head, exchange) ?? { stream: "whole", chunks: (value) => [value] };
  } catch (error) {
    body.cancel();
    throw error;
  }
}
