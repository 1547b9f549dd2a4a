import type { Fault } from "@lintel/core";
import type { Secret } from "@lintel/core/host";
import { isNum, type Json, type JsonObject } from "@lintel/core/json";
import type { RouterSettings } from "../config/config.ts";
import type { Exchange } from "../exchange.ts";
import { lastHeader } from "../server/told-header.ts";

/** How often LiteLLM's router asks again unless told: the number of the OpenAI client. */
const DEFAULT_RETRIES = 2;

/** The most attempts a caller may ask for: one request is not to become a thousand. */
const MOST_RETRIES = 20;

function count(value: Json | Secret | undefined): number | undefined {
  const told = isNum(value) ? value.value : value;
  return typeof told === "number" ? told : undefined;
}

/** How often a call may be asked again: as the caller says, else its deployment, else the router. */
export function retriesOf({ head, snapshot, deployment }: Exchange, given: JsonObject): number {
  const told = lastHeader(head, "x-litellm-num-retries");
  if (told !== undefined && /^\s*\d+\s*$/.test(told)) return Math.min(Number(told), MOST_RETRIES);
  const own = deployment === undefined ? undefined : snapshot.defaults(deployment).kwargs.num_retries;
  const asked = count(given.num_retries);
  if (asked !== undefined) return Math.min(asked, MOST_RETRIES);
  return count(own) ?? snapshot.config.router.numRetries ?? DEFAULT_RETRIES;
}

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 8_000;
const LONGEST_ASKED_MS = 60_000;
const JITTER_MS = 750;

function isPassing(status: number): boolean {
  return status === 408 || status === 409 || status === 429 || status >= 500;
}

/** Failures that only another deployment's key may mend. */
const LOCKED: ReadonlySet<Fault["kind"]> = new Set(["AuthenticationError", "PermissionDeniedError"]);

/** Whether another attempt may succeed: LiteLLM's `should_retry_this_error`, for a group of so many deployments. */
export function mayRetry({ kind, status }: Fault, deployments: number): boolean {
  if (kind === "NotFoundError") return false;
  if (LOCKED.has(kind)) return deployments > 1;
  // A refusal that the provider's own rules do not know by its class is asked again.
  if (status === 401 || status === 403) return true;
  return isPassing(status);
}

/** Whether who failed so would fail so again (`_deployment_ids_to_skip_on_retry`). */
export function refusesAlways({ status }: Fault): boolean {
  return !isPassing(status);
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
