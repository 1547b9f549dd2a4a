import type { Adapter, Exchange } from "./adapter.ts";
import { isSuccess, type Reply } from "./reply.ts";
import type { RouteName } from "./routes/index.ts";
import type { Step } from "./step.ts";

/** What an adapter makes of a whole reply: `parse` sees those whose status says success, `fault` all others. */
export function readReply<R extends RouteName>(adapter: Adapter<R>, reply: Reply, exchange: Exchange<R>): Step {
  return isSuccess(reply.status) ? adapter.parse(reply, exchange) : adapter.fault({ from: "reply", reply }, exchange);
}
