import { type Failed, type FailureKind, fail, type Step, type TransportFailure } from "@lintel/core";
import { float } from "@lintel/core/json";
import { keptHead, litellmFault, type Raised } from "../../faults/index.ts";
import { isSentAgain, responseText, transportError } from "../../httpx/index.ts";
import { refuse } from "./refuse.ts";
import { toMessages } from "./request.ts";
import type { MessagesExchange, MessagesState, MessagesVendor } from "./types.ts";

interface Failing {
  readonly exchange: MessagesExchange;
  readonly vendor: MessagesVendor;
}

/** Seconds LiteLLM waits unless told. */
const PATIENCE = 600;
const TIMED_OUT = 408;
const PREFIX = "litellm.Timeout: ";
/** How LiteLLM's HTTP client names itself in place of a provider. */
const CLIENT = "litellm-httpx-handler";
/** Failures that are this library's own, not the transport's. */
const OURS: ReadonlySet<FailureKind> = new Set(["aborted", "policy", "too_large"]);

function unanswered(failure: TransportFailure, { exchange, vendor }: Failing): Step<MessagesState> {
  const { call, given, state } = exchange;
  const again = state?.isResent === true;
  if (!again && isSentAgain(failure)) {
    const step = toMessages(call, { vendor, given });
    if (step.step !== "send") return step;
    return { ...step, state: { toolNames: {}, jsonMode: false, speed: null, ...step.state, isResent: true } };
  }
  const raised: Raised = transportError(failure, { seconds: float(call.timeout ?? PATIENCE), again });
  if (!call.stream || raised.status !== TIMED_OUT) return refuse(call, { vendor, failure: { raised } });
  // Before a stream begins LiteLLM lets its HTTP client's own exception through.
  const text = raised.text.slice(PREFIX.length);
  return fail(litellmFault({ kind: "Timeout", text }, { provider: CLIENT, model: call.requestedModel, raised }));
}

/** An error status or a broken transport: sent once more where LiteLLM's client does, else a failure. */
export function fromFailure(failed: Failed, { exchange, vendor }: Failing): Step<MessagesState> {
  const { call } = exchange;
  if (failed.from === "reply") {
    const { reply } = failed;
    const raised = { text: responseText(reply), status: reply.status, head: keptHead(reply) };
    return refuse(call, { vendor, failure: { raised } });
  }
  const { failure } = failed;
  if (!OURS.has(failure.kind)) return unanswered(failure, { exchange, vendor });
  const marks = { provider: vendor.provider, model: call.requestedModel, raised: { failure } };
  return fail(litellmFault({ kind: "APIConnectionError", text: failure.message }, marks));
}
