import { type Fail, type Failed, type FailureKind, type Fault, fail, type Loss, type Step } from "@lintel/core";
import { keptHead, litellmFault, mapException, type Raised } from "../../faults/index.ts";
import { isSentAgain, responseText, transportError } from "../../httpx/index.ts";
import { toResponses } from "./request.ts";
import type { Failure, ResponsesCall, ResponsesExchange, ResponsesState, ResponsesVendor } from "./types.ts";

interface Refusing {
  readonly vendor: Pick<ResponsesVendor, "provider" | "label">;
  readonly isEarly?: boolean;
}

/** Requests LiteLLM's HTTP client never sends again, and those whose timeouts it does not word. */
const ASKED_ONCE: ReadonlySet<string> = new Set(["get", "list_input_items"]);
const UNWORDED: ReadonlySet<string> = new Set(["get", "list_input_items", "delete"]);

/** Failures that are this library's own, not the transport's. */
const OURS: ReadonlySet<FailureKind> = new Set(["aborted", "policy", "too_large"]);

/** What LiteLLM raises, as the fault its caller sees. */
export function faultOf(raised: Raised, call: ResponsesCall, { vendor, isEarly = false }: Refusing): Fault {
  const { provider, label } = vendor;
  const model = isEarly ? call.model : call.requestedModel;
  if (raised.failure !== undefined && OURS.has(raised.failure.kind))
    return litellmFault({ kind: "APIConnectionError", text: raised.failure.message }, { provider, model, raised });
  return mapException(raised, { provider, label, model, now: call.now });
}

/** A failure of LiteLLM's own code as the end of the call. */
export function refuse(
  failure: Failure,
  { call, vendor, losses }: { readonly call: ResponsesCall; readonly losses?: readonly Loss[] } & Refusing,
): Fail {
  if ("fault" in failure) return fail(failure.fault, losses);
  return fail(faultOf(failure.raised, call, { vendor, isEarly: failure.isEarly === true }), losses);
}

/** An error status, or no answer: the request is sent once more where LiteLLM's client does, else it is a failure. */
export function fromFailure(
  failed: Failed,
  { exchange, vendor }: { readonly exchange: ResponsesExchange; readonly vendor: ResponsesVendor },
): Step<ResponsesState> {
  const { call, given, state } = exchange;
  if (failed.from === "reply") {
    const { reply } = failed;
    return refuse(
      { raised: { text: responseText(reply), status: reply.status, head: keptHead(reply) } },
      { call, vendor },
    );
  }
  const { failure } = failed;
  const isAgain = state?.isAgain === true;
  if (!isAgain && isSentAgain(failure) && !ASKED_ONCE.has(call.input.asks)) {
    const made = toResponses(call, { vendor, given });
    if ("plan" in made) return { step: "send", plan: made.plan, state: { isAgain: true } };
  }
  const again = isAgain || UNWORDED.has(call.input.asks);
  return refuse({ raised: transportError(failure, { seconds: call.timeout, again }) }, { call, vendor });
}
