import type { Adapter, Exchange } from "./adapter.ts";
import { joinedBytes } from "./bytes/joined-bytes.ts";
import { isSuccess, type Reply } from "./reply.ts";
import type { RouteName } from "./routes/index.ts";
import { RUN_LIMITS } from "./run-limits.ts";
import type { Step } from "./step.ts";

const CUT = `... [cut: the reply exceeds ${RUN_LIMITS.failureBytes} bytes]`;

/** A failure as it is read: one beyond all measure is cut, and says so. */
function withinBounds(reply: Reply): Reply {
  const { body } = reply;
  if (body.length <= RUN_LIMITS.failureBytes) return reply;
  return { ...reply, body: joinedBytes([body.subarray(0, RUN_LIMITS.failureBytes), new TextEncoder().encode(CUT)]) };
}

/** What an adapter makes of a whole reply: `parse` sees those whose status says success, `fault` all others. */
export function readReply<R extends RouteName>(adapter: Adapter<R>, reply: Reply, exchange: Exchange<R>): Step {
  return isSuccess(reply.status)
    ? adapter.parse(reply, exchange)
    : adapter.fault({ from: "reply", reply: withinBounds(reply) }, exchange);
}
