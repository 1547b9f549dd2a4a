import type { Fault } from "./fault.ts";
import { hostFault } from "./host-fault.ts";
import type { Plan } from "./plan.ts";
import type { RouteName } from "./routes/index.ts";
import type { Job } from "./run-job.ts";
import type { Send } from "./step.ts";

// A timer and the clock may differ by this much.
const TIMER_SLACK_MS = 5;

/** Milliseconds the call has left; none bounds it if the step names no deadline. */
export function timeLeft<R extends RouteName>({ host, timedFrom }: Job<R>, { deadline }: Send): number {
  return deadline === undefined || timedFrom === undefined
    ? Number.POSITIVE_INFINITY
    : timedFrom + deadline.ms - host.now();
}

/** Whether a request that failed did so for want of time. */
export function wasLate<R extends RouteName>(job: Job<R>, step: Send): boolean {
  return timeLeft(job, step) <= TIMER_SLACK_MS;
}

/** The plan with no longer patience than the call has left. */
export function hurried(plan: Plan, left: number): Plan {
  if (left === Number.POSITIVE_INFINITY) return plan;
  const { firstByteMs = left, idleMs = left } = plan.timeouts;
  return {
    ...plan,
    timeouts: { ...plan.timeouts, firstByteMs: Math.min(firstByteMs, left), idleMs: Math.min(idleMs, left) },
  };
}

/** What a call that took too long comes to. */
export function overdue<R extends RouteName>(
  { call }: Pick<Job<R>, "call">,
  { deadline }: Pick<Send, "deadline">,
): Fault {
  return deadline?.fault ?? hostFault(call, "Timeout", `the provider did not finish within ${deadline?.ms} ms`);
}

/** Whether a step may go out at once, and nobody has to be asked whether it is late. */
export function isPrompt<R extends RouteName>(
  { options: { signal } }: Job<R>,
  { afterMs = 0, deadline }: Send,
): boolean {
  return afterMs <= 0 && deadline === undefined && signal?.aborted !== true;
}

/** Waits as the step asks, but not beyond its deadline. */
export async function waited<R extends RouteName>(job: Job<R>, step: Send): Promise<Fault | undefined> {
  const wait = step.afterMs ?? 0;
  const left = timeLeft(job, step);
  if (wait > 0 && left > 0) await job.host.wait(Math.min(wait, left), job.options.signal);
  if (job.options.signal?.aborted === true)
    return hostFault(job.call, "APIConnectionError", "the caller aborted the call");
  return left < wait || left <= 0 ? overdue(job, step) : undefined;
}
