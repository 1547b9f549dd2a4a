import { type Failed, fail, type Needs, type Step } from "@lintel/core";
import type { Raised } from "../../faults/index.ts";
import { isSentAgain, responseText, transportError } from "../../httpx/index.ts";
import { toMistralOcr } from "./request.ts";
import type { MistralOcrVendor, OcrExchange, OcrState } from "./types.ts";

/** What LiteLLM raises, as the fault its caller sees. */
export function refuse<N extends Needs>(
  vendor: MistralOcrVendor<N>,
  { call, raised }: Pick<OcrExchange<N>, "call"> & { readonly raised: Raised },
): Step<OcrState> {
  return fail(vendor.fault(raised, { provider: vendor.provider, model: call.model, now: call.now }));
}

/** An error status, or no answer: sent once more where LiteLLM does, else a failure. */
export function fromFailure<N extends Needs>(
  vendor: MistralOcrVendor<N>,
  { failed, exchange }: { readonly failed: Failed; readonly exchange: OcrExchange<N> },
): Step<OcrState> {
  const { call, state } = exchange;
  if (failed.from === "reply") {
    const { reply } = failed;
    return refuse(vendor, { call, raised: { text: responseText(reply), status: reply.status, head: reply } });
  }
  const again = state?.again === true;
  const request = !again && isSentAgain(failed.failure) ? toMistralOcr(vendor, exchange) : undefined;
  if (request !== undefined && "plan" in request) return { step: "send", plan: request.plan, state: { again: true } };
  return refuse(vendor, { call, raised: transportError(failed.failure, { seconds: call.timeout, again }) });
}
