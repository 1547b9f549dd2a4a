import type { FaultKind } from "./fault.ts";
import { lured, type Plan } from "./plan.ts";

/** How often a refused request may be sent again in another form, how often a call may exchange, how large a whole reply may be, and how much is read of one that tells a failure. */
export const RUN_LIMITS = {
  repairs: 3,
  exchanges: 600,
  replyBytes: 256 * 1024 * 1024,
  failureBytes: 1024 * 1024,
} as const;

/** How far a call has come. */
export interface Course {
  /** Requests that have gone out. */
  readonly exchanges: number;
  /** How many of them were refused and sent again in another form. */
  readonly repairs: number;
  /** The origin of the first, the configured one. */
  readonly origin: string | undefined;
}

/** Why a call ends before its next request, and LiteLLM's class of that. */
export interface Obstacle {
  readonly kind: FaultKind;
  readonly reason: string;
}

/** What stops a call before its next request: too many of them, or a secret about to leave the origin it belongs to. */
export function obstacle({ exchanges, repairs, origin }: Course, plan: Plan): Obstacle | undefined {
  if (repairs > RUN_LIMITS.repairs) return { kind: "InternalServerError", reason: "too many repaired requests" };
  if (exchanges >= RUN_LIMITS.exchanges) return { kind: "Timeout", reason: "the provider did not finish" };
  const reason = origin === undefined ? undefined : lured(plan, origin);
  return reason === undefined ? undefined : { kind: "APIConnectionError", reason };
}
