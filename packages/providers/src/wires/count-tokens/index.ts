import { type Adapter, secret } from "@lintel/core";
import { fromFailure, refused } from "./fault.ts";
import { toCount } from "./request.ts";
import { fromCount } from "./response.ts";
import type { CountNeeds, CountState, CountVendor } from "./types.ts";

export { inMessages } from "./in-messages.ts";
export { inResponses } from "./in-responses.ts";
export type { CountCall, CountVendor } from "./types.ts";

/** An adapter for a vendor that counts the tokens of a request. */
export function countTokens(vendor: CountVendor): Adapter<"count_tokens", CountNeeds, CountState> {
  return {
    route: "count_tokens",
    provider: vendor.provider,
    connection: vendor.connection,
    resends: false,
    supported: () => [],
    needs: () => ({ key: secret(...vendor.connection.key.env) }),
    prepare: (call, given) => toCount(call, { vendor, given, again: false }),
    parse: (reply, exchange) =>
      reply.status === 200 ? fromCount(reply, { call: exchange.call, vendor }) : refused(reply, exchange.call, vendor),
    fault: (failed, exchange) => fromFailure(failed, { exchange, vendor }),
  };
}
