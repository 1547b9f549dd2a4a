import { type Adapter, secret } from "@lintel/core";
import { fromFailure } from "./fault.ts";
import { toNative } from "./request.ts";
import { repeatNative } from "./request-repeat.ts";
import { fromNative } from "./response.ts";
import { PLACES } from "./response-places.ts";
import { nativeStream } from "./stream.ts";
import type { NativeNeeds, NativeState, NativeVendor } from "./types.ts";

export type { NativeCall, NativeNeeds, NativeState, NativeVendor } from "./types.ts";

/** An adapter for a vendor that has Anthropic's Messages API: a caller's own request, and the vendor's own answer. */
export function anthropicNative(vendor: NativeVendor): Adapter<"messages", NativeNeeds, NativeState> {
  return {
    route: "messages",
    provider: vendor.provider,
    connection: vendor.connection,
    resends: false,
    supported: () => [],
    // A bearer token counts where there is no key.
    needs: ({ target }) => ({
      key: secret(...vendor.connection.key.env),
      token: secret(...(target.key === undefined ? vendor.tokens : vendor.connection.key.env)),
    }),
    prepare: (call, given) => toNative(call, { vendor, given }),
    repeat: repeatNative,
    free: PLACES,
    parse: (reply, exchange) => fromNative(reply, { call: exchange.call, vendor }),
    stream: (head, exchange) => nativeStream(head, { call: exchange.call, vendor }),
    fault: (failed, exchange) => fromFailure(failed, { exchange, vendor }),
  };
}
