import { type Adapter, RESPONSES_PARAMS, secret } from "@lintel/core";
import { fromFailure, refuse } from "./fault.ts";
import { toResponses } from "./request.ts";
import { repeatResponses } from "./request-repeat.ts";
import { fromResponses } from "./response.ts";
import { placesOf } from "./response-places.ts";
import { responsesStream } from "./stream.ts";
import type { ResponsesNeeds, ResponsesState, ResponsesVendor } from "./types.ts";

export type { Asked, ResponsesNeeds, ResponsesState, ResponsesVendor, Translated } from "./types.ts";

/** Every parameter there is (LiteLLM's `get_supported_openai_params` of this route). */
const SUPPORTED: readonly string[] = [...RESPONSES_PARAMS, "input", "model"];

/** An adapter for a vendor that speaks OpenAI's Responses API. */
export function openaiResponsesAdapter(vendor: ResponsesVendor): Adapter<"responses", ResponsesNeeds, ResponsesState> {
  return {
    route: "responses",
    provider: vendor.provider,
    connection: vendor.connection,
    resends: false,
    supported: () => SUPPORTED,
    needs: () => ({ key: secret(...vendor.connection.key.env) }),
    prepare(call, given) {
      const made = toResponses(call, { vendor, given });
      return "plan" in made ? { step: "send", plan: made.plan, losses: made.losses } : refuse(made, { call, vendor });
    },
    repeat: repeatResponses,
    free: placesOf(vendor.provider),
    parse: (reply, exchange) => fromResponses(reply, { exchange, vendor }),
    stream: (head, exchange) => responsesStream(head, { exchange, vendor }),
    fault: (failed, exchange) => fromFailure(failed, { exchange, vendor }),
  };
}
