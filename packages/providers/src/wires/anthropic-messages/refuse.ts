import { fail, type Loss, type Step } from "@lintel/core";
import type { Failure, MessagesCall, MessagesState, MessagesVendor } from "./types.ts";

interface Refusal {
  readonly vendor: Pick<MessagesVendor, "provider" | "label" | "fault">;
  readonly failure: Failure;
  readonly losses?: readonly Loss[];
}

/** What LiteLLM's code raises, as the fault its caller sees. */
export function refuse(call: MessagesCall, { vendor, failure, losses }: Refusal): Step<MessagesState> {
  if ("fault" in failure) return fail(failure.fault, losses);
  const { provider, label } = vendor;
  const model = failure.isEarly === true ? call.model : call.requestedModel;
  return fail(vendor.fault(failure.raised, { provider, label, model, now: call.now }), losses);
}
