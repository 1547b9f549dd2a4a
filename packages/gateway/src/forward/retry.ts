import type { Fault } from "@lintel/core";
import type { RouterSettings } from "../config/config.ts";

/** How often LiteLLM's router asks again unless told: the number of the OpenAI client. */
export const DEFAULT_RETRIES = 2;

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 8_000;
const LONGEST_ASKED_MS = 60_000;
const JITTER_MS = 750;

function isPassing(status: number): boolean {
  return status === 408 || status === 409 || status === 429 || status >= 500;
}

/** Whether another attempt may succeed: LiteLLM's `should_retry_this_error`, for a group of so many deployments. */
export function mayRetry({ kind, status }: Fault, deployments: number): boolean {
  if (kind === "NotFoundError") return false;
  if (status === 401 || status === 403) return deployments > 1;
  return isPassing(status);
}

export interface Waiting {
  /** Attempts made again so far. */
  readonly retried: number;
  /** Deployments of the group. */
  readonly deployments: number;
  readonly router: RouterSettings;
  random(): number;
}

/** Milliseconds until the next attempt: LiteLLM's `_time_to_sleep_before_retry`. */
export function retryDelay({ retryAfterMs }: Fault, { retried, deployments, router, random }: Waiting): number {
  if (deployments > 1) return 0;
  const jitter = JITTER_MS * random();
  if (retryAfterMs !== undefined && retryAfterMs > 0 && retryAfterMs <= LONGEST_ASKED_MS) return retryAfterMs + jitter;
  const least = (router.retryAfter ?? 0) * 1000;
  return Math.min(Math.max(FIRST_DELAY_MS * 2 ** retried, least), LONGEST_DELAY_MS) + jitter;
}
