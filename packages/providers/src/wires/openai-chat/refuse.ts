import { fail, type Loss, type Step } from "@lintel/core";
import { mapException } from "../../faults/index.ts";
import type { ChatCall, ChatState, ChatVendor, Failure } from "./types.ts";

interface Refusal {
  readonly vendor: Pick<ChatVendor, "provider" | "label">;
  readonly failure: Failure;
  readonly losses?: readonly Loss[];
}

/** What LiteLLM's code raises, as the fault its caller sees. */
export function refuse(call: ChatCall, { vendor, failure, losses }: Refusal): Step<ChatState> {
  if ("fault" in failure) return fail(failure.fault, losses);
  const { provider, label } = vendor;
  const model = failure.isEarly === true ? call.model : call.requestedModel;
  return fail(mapException(failure.raised, { provider, label, model, now: call.now }), losses);
}
