import type { Call } from "../call.ts";
import type { Fault } from "../fault.ts";
import type { Host, Signal } from "../host.ts";
import type { Outcome } from "../outcome.ts";
import type { RouteName } from "../routes/index.ts";
import { isResent, rateLimitDelay, resendDelay } from "./backoff.ts";
import type { Reading } from "./front.ts";

/** LiteLLM's DEFAULT_MAX_RETRIES: resends by the SDK when neither `max_retries` nor `num_retries` is given. */
const DEFAULT_RESENDS = 2;

interface Context<R extends RouteName> {
  readonly host: Host;
  readonly call: Call<R>;
  readonly reading: Pick<Reading<R>, "adapter" | "numRetries" | "maxRetries">;
  readonly signal: Signal | undefined;
}

type Attempt = () => Promise<Outcome>;

const BROKEN: ReadonlySet<string> = new Set([
  "refused",
  "dns",
  "tls",
  "connect_timeout",
  "read_timeout",
  "write_timeout",
  "pool_timeout",
  "reset",
  "protocol",
]);

function isTransient({ reply, failure }: Fault, now: number): boolean {
  return reply === undefined ? failure !== undefined && BROKEN.has(failure.kind) : isResent(reply, now);
}

/** One attempt with the resends of the SDK that LiteLLM uses for this wire. */
async function resending<R extends RouteName>(
  attempt: Attempt,
  resends: number,
  { host, call, signal }: Context<R>,
): Promise<Outcome> {
  for (let n = 0; ; n++) {
    const outcome = await attempt();
    const now = Math.floor(host.now() / 1000);
    if (outcome.outcome !== "fault" || n >= resends || signal?.aborted === true || !isTransient(outcome.fault, now))
      return outcome;
    await host.wait(resendDelay(n, { head: outcome.fault.reply, now, seed: call.id }), signal);
  }
}

/**
 * Repeats an attempt as LiteLLM does: first the SDK's resends of one request, then, with `num_retries`, that many whole
 * attempts without them (any fault counts). The first fault is the one reported.
 */
export async function withRetries<R extends RouteName>(attempt: Attempt, context: Context<R>): Promise<Outcome> {
  const { host, reading, signal } = context;
  const resends = reading.adapter.resends ? (reading.maxRetries ?? DEFAULT_RESENDS) : 0;
  const first = await resending(attempt, resends, context);
  if (first.outcome !== "fault") return first;
  const waits = first.fault.kind === "RateLimitError";
  for (let n = 0; n < (reading.numRetries ?? 0) && signal?.aborted !== true; n++) {
    if (waits && n > 0) await host.wait(rateLimitDelay(n - 1), signal);
    const again = await attempt();
    if (again.outcome !== "fault") return again;
  }
  return first;
}
