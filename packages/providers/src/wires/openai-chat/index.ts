import { type Adapter, bytes, secret } from "@lintel/core";
import { mapException } from "../../faults/index.ts";
import { fromFailure } from "./fault.ts";
import { toChat } from "./request.ts";
import { documentUrls } from "./request-content.ts";
import { repeatChat } from "./request-repeat.ts";
import { fromChat } from "./response.ts";
import { PLACES } from "./response-places.ts";
import { chatStream } from "./stream.ts";
import type { ChatNeeds, ChatState, ChatVendor } from "./types.ts";

export { statusError, unansweredFault } from "./fault.ts";
export { refuse } from "./refuse.ts";
export { CLIENT_KEYS } from "./request-body.ts";
export { type Notes, toPost } from "./request-post.ts";
export { joinUrl } from "./request-url.ts";
export { sdkContent } from "./response.ts";
export { chatStream } from "./stream.ts";
export { errorRaised } from "./stream-fault.ts";
export type { Asked, ChatCall, ChatNeeds, ChatState, ChatVendor, Lose, Raise, Translated } from "./types.ts";

/** An adapter for a vendor that LiteLLM calls through its OpenAI client. */
export function openaiChat(vendor: ChatVendor): Adapter<"chat", ChatNeeds, ChatState> {
  return {
    route: "chat",
    provider: vendor.provider,
    connection: vendor.connection,
    resends: true,
    supported: vendor.supported,
    mapped(asked) {
      const { provider, label } = vendor;
      const read = vendor.params(asked);
      if ("value" in read || "fault" in read) return read;
      return { fault: mapException(read.raised, { provider, label, model: asked.model, now: 0 }) };
    },
    needs: ({ input }) => ({
      key: secret(...vendor.connection.key.env),
      documents: documentUrls(input.messages).map((url) => bytes({ from: "url", url })),
    }),
    prepare: (call, given) => toChat(call, { vendor, given }),
    repeat: (step, like) => repeatChat(step, { like, vendor }),
    free: PLACES,
    parse: (reply, exchange) => fromChat(reply, { call: exchange.call, vendor }),
    stream: (_head, exchange) => chatStream(exchange, vendor),
    fault: (failed, exchange) => fromFailure(failed, { exchange, vendor }),
  };
}
