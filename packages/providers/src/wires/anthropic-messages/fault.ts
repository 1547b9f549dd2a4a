import type { Failed, Step } from "@lintel/core";
import { refuse } from "./refuse.ts";
import type { MessagesExchange, MessagesState, MessagesVendor } from "./types.ts";

interface Failing {
  readonly exchange: MessagesExchange;
  readonly vendor: MessagesVendor;
}

/** An error status or a broken transport as a failure. */
export function fromFailure(failed: Failed, { exchange, vendor }: Failing): Step<MessagesState> {
  const raised =
    failed.from === "reply"
      ? { text: "errors are not read", status: failed.reply.status, head: failed.reply }
      : { text: failed.failure.message, status: 500, failure: failed.failure };
  return refuse(exchange.call, { vendor, failure: { raised } });
}
