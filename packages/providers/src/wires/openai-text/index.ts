import { type Adapter, secret } from "@lintel/core";
import type { ChatState } from "../openai-chat/index.ts";
import { fromFailure } from "./fault.ts";
import { toText } from "./request.ts";
import { fromText } from "./response.ts";
import { textStream } from "./stream.ts";
import type { TextNeeds, TextVendor } from "./types.ts";

/** An adapter that serves chat by completing texts, as LiteLLM does for instruct models. */
export function openaiText(vendor: TextVendor): Adapter<"chat", TextNeeds, ChatState> {
  return {
    route: "chat",
    provider: vendor.provider,
    connection: vendor.connection,
    resends: true,
    supported: vendor.supported,
    needs: () => ({ key: secret(...vendor.connection.key.env) }),
    prepare: (call, given) => toText(call, { vendor, given }),
    parse: (reply, exchange) => fromText(reply, { call: exchange.call, vendor }),
    stream: (_head, exchange) => textStream(exchange, vendor),
    fault: (failed, exchange) => fromFailure(failed, { exchange, vendor }),
  };
}
