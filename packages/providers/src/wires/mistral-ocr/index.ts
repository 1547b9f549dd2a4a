import { type Adapter, done, type Needs, OCR_PARAMS } from "@lintel/core";
import { fromFailure, refuse } from "./fault.ts";
import { toMistralOcr } from "./request.ts";
import { fromMistralOcr } from "./response.ts";
import type { MistralOcrVendor, OcrState } from "./types.ts";

export type { Address, MistralOcrVendor, Refused } from "./types.ts";

/** An adapter for a vendor that speaks [Mistral's OCR](https://docs.mistral.ai/api/#tag/ocr). */
export function mistralOcr<N extends Needs>(vendor: MistralOcrVendor<N>): Adapter<"ocr", N, OcrState> {
  return {
    route: "ocr",
    provider: vendor.provider,
    connection: vendor.connection,
    resends: false,
    supported: () => OCR_PARAMS,
    needs: (call) => vendor.needs(call),
    prepare(call, given) {
      const request = toMistralOcr(vendor, { call, given });
      return "raised" in request
        ? refuse(vendor, { call, raised: request.raised })
        : { step: "send", plan: request.plan };
    },
    parse(reply, exchange) {
      const { call } = exchange;
      if (reply.status < 200 || reply.status > 299)
        return fromFailure(vendor, { failed: { from: "reply", reply }, exchange });
      const answer = fromMistralOcr(reply, call);
      return answer.ok ? done(answer.value, answer.losses) : refuse(vendor, { call, raised: { text: answer.message } });
    },
    fault: (failed, exchange) => fromFailure(vendor, { failed, exchange }),
  };
}
