import { type Failed, fail, type Reply, type Step } from "@lintel/core";
import type { Raised } from "../../faults/index.ts";
import { isSentAgain, responseText, transportError } from "../../httpx/index.ts";
import { toCount } from "./request.ts";
import type { CountCall, CountExchange, CountState, CountVendor } from "./types.ts";

/** The end of a call without a count. */
export function failed(raised: Raised, call: CountCall, vendor: CountVendor): Step<CountState> {
  const { provider, label } = vendor;
  return fail(vendor.fault(raised, { provider, label, model: call.requestedModel, now: call.now }));
}

/** A reply with a status that brings no count. */
export function refused(reply: Reply, call: CountCall, vendor: CountVendor): Step<CountState> {
  return failed({ text: responseText(reply), status: reply.status, head: reply }, call, vendor);
}

/** An error status or a broken transport: sent again once where LiteLLM's HTTP client does, else a failure. */
export function fromFailure(
  cause: Failed,
  { exchange, vendor }: { readonly exchange: CountExchange; readonly vendor: CountVendor },
): Step<CountState> {
  const { call, given, state } = exchange;
  if (cause.from === "reply") return refused(cause.reply, call, vendor);
  const again = state?.again === true;
  if (!again && isSentAgain(cause.failure)) return toCount(call, { vendor, given, again: true });
  return failed(transportError(cause.failure, { seconds: undefined, again }), call, vendor);
}
