import type { Call } from "../call.ts";
import type { Fault } from "../fault.ts";
import type { Host, Signal } from "../host.ts";
import type { Outcome } from "../outcome.ts";
import type { RouteName } from "../routes/index.ts";
import { isResent, resendDelay } from "./backoff.ts";
import type { Reading } from "./front.ts";

/** LiteLLM's DEFAULT_MAX_RETRIES: resends by the SDK when neither `max_retries` nor `num_retries` is given. */
const DEFAULT_RESENDS = 2;

interface Context<R extends RouteName> {
  readonly host: Host;
  readonly call: Call<R>;
  readonly reading: Pick<Reading<R>, "adapter" | "maxRetries">;
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

/**
 * Repeats an attempt as the SDK that LiteLLM uses for the wire does. LiteLLM's own repetition above it (`completion_with_retries`)
 * needs a package it does not install, so there `num_retries` only sets the SDK's number.
 */
export async function withRetries<R extends RouteName>(
  attempt: Attempt,
  { host, call, reading, signal }: Context<R>,
): Promise<Outcome> {
  const resends = reading.adapter.resends ? (reading.maxRetries ?? DEFAULT_RESENDS) : 0;
  for (let n = 0; ; n++) {
    const outcome = await attempt();
    const now = Math.floor(host.now() / 1000);
    if (outcome.outcome !== "fault" || n >= resends || signal?.aborted === true || !isTransient(outcome.fault, now))
      return outcome;
    await host.wait(resendDelay(n, { head: outcome.fault.reply, now, seed: call.id }), signal);
  }
}
