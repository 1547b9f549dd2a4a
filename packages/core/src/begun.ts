import type { Exchange } from "./adapter.ts";
import type { Given, Needs } from "./need.ts";
import type { Reply } from "./reply.ts";
import type { RouteName } from "./routes/index.ts";
import type { Send, Step } from "./step.ts";

/** Where a call stands that is about to send its first request. */
export interface Begun<R extends RouteName = RouteName> {
  readonly given: Given<Needs>;
  readonly step: Send;
  /** Reads a whole reply to it in the adapter's place. */
  answer?(reply: Reply, exchange: Exchange<R>): Step;
}
