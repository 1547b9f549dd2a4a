import { type Fault, fail, type Loss, type Step } from "@lintel/core";
import type { Failure } from "../translation.ts";
import type { Addressee, NativeState } from "./types.ts";

/** What LiteLLM's code raises, as the fault its caller sees. */
export function faultOf(failure: Failure, { call, vendor }: Addressee): Fault {
  if ("fault" in failure) return failure.fault;
  const { provider, label } = vendor;
  return vendor.fault(failure.raised, { provider, label, model: call.requestedModel, now: call.now });
}

/** The same as the end of a call. */
export function refuse(failure: Failure, addressee: Addressee, losses?: readonly Loss[]): Step<NativeState> {
  return fail(faultOf(failure, addressee), losses);
}
