import { type Adapter, bytes, secret } from "@lintel/core";
import { fromFailure } from "./fault.ts";
import { toMessages } from "./request.ts";
import { mediaUrls } from "./request-media.ts";
import { supportedParams } from "./request-params.ts";
import { repeatMessages } from "./request-repeat.ts";
import { fromMessages } from "./response.ts";
import { PLACES, RECKONED } from "./response-places.ts";
import { messagesStream } from "./stream.ts";
import type { MessagesNeeds, MessagesState, MessagesVendor } from "./types.ts";

export { COMMON_PARAMS } from "./request-params.ts";
export type { Auth, Entry, MessagesNeeds, MessagesState, MessagesVendor, Trait } from "./types.ts";

/** An adapter for a vendor that speaks Anthropic's Messages API. */
export function anthropicMessages(vendor: MessagesVendor): Adapter<"chat", MessagesNeeds, MessagesState> {
  return {
    route: "chat",
    provider: vendor.provider,
    connection: vendor.connection,
    resends: false,
    supported: (model, hint = model) => [
      ...new Set([model, hint].flatMap((it) => supportedParams({ vendor, model: it }))),
    ],
    needs: ({ input }) => ({
      key: secret(...vendor.connection.key.env),
      images: mediaUrls(input.messages, vendor.inlinesImages).map((url) => bytes({ from: "url", url })),
    }),
    prepare: (call, given) => toMessages(call, { vendor, given }),
    repeat: repeatMessages,
    free: PLACES,
    reckoned: RECKONED,
    parse: (reply, exchange) => fromMessages(reply, { call: exchange.call, vendor, state: exchange.state }),
    stream: (head, exchange) => messagesStream(head, exchange, vendor),
    fault: (failed, exchange) => fromFailure(failed, { exchange, vendor }),
  };
}
