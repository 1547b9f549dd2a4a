import type { Call } from "../call.ts";
import type { Host } from "../host.ts";
import type { RouteName } from "../routes/index.ts";
import { connect, type Sources } from "./connect.ts";
import type { Reading } from "./front.ts";

/** A call of what was read, its clock and its ids from the host. */
export function makeCall<R extends RouteName>(
  reading: Reading<R>,
  sources: Sources,
  host: Pick<Host, "id" | "now">,
): Call<R> {
  return {
    route: reading.adapter.route,
    provider: reading.adapter.provider,
    model: reading.model,
    requestedModel: reading.requestedModel,
    id: host.id(),
    now: Math.floor(host.now() / 1000),
    input: reading.input,
    stream: reading.stream,
    target: connect(reading, sources),
    policy: reading.policy,
    settings: sources.settings,
    ...(reading.timeout !== undefined && { timeout: reading.timeout }),
  };
}
