import { type Call, type Fail, type Failed, type Fault, fail, type Send } from "@lintel/core";
import { keptHead, type Raised } from "../faults/index.ts";
import { isSentAgain, responseText, transportError } from "../httpx/index.ts";
import type { Request } from "./request.ts";
import type { OcrState, OcrVendor } from "./vendor.ts";

/** Whose call failed, for a vendor's mapping. */
type Caller = { readonly call: Call<"ocr">; readonly vendor: Pick<OcrVendor, "fault" | "provider"> };

/** What LiteLLM raises, as the fault its caller sees. */
export function faultOf({ call, vendor }: Caller, raised: Raised): Fault {
  return vendor.fault(raised, { provider: vendor.provider, model: call.model, now: call.now });
}

/** The same as the end of the call. */
export function raise(caller: Caller, raised: Raised): Fail {
  return fail(faultOf(caller, raised));
}

/** An error status, or no answer: the request is sent once more where LiteLLM's client does, else it is a failure. */
export function fromFailure(
  caller: Caller & { readonly isAgain: boolean; request(): Request },
  failed: Failed,
): Fail | Send<OcrState> {
  if (failed.from === "reply") {
    const { reply } = failed;
    return raise(caller, { text: responseText(reply), status: reply.status, head: keptHead(reply) });
  }
  const { isAgain, call } = caller;
  const request = !isAgain && isSentAgain(failed.failure) ? caller.request() : undefined;
  if (request !== undefined && "plan" in request) return { step: "send", plan: request.plan, state: { again: true } };
  return raise(caller, transportError(failed.failure, { seconds: call.timeout, again: isAgain }));
}
