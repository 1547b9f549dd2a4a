import type { Failed, Step } from "@lintel/core";
import { float } from "@lintel/core/json";
import { isSentAgain, responseText, transportError } from "../../httpx/index.ts";
import { refuse } from "./refuse.ts";
import { toNative } from "./request.ts";
import { refusesThinking } from "./request-repair.ts";
import type { NativeExchange, NativeState, NativeVendor } from "./types.ts";

/** LiteLLM's patience, as it prints it. */
const PATIENCE = "Timeout(connect=5.0, read=600.0, write=600.0, pool=600.0)";

const FRESH: NativeState = { again: false, withoutThinking: false };

interface Failing {
  readonly exchange: NativeExchange;
  readonly vendor: NativeVendor;
}

/** An error status or a broken transport: sent again where LiteLLM does, without its thinking if that was refused; else a failure. */
export function fromFailure(failed: Failed, { exchange, vendor }: Failing): Step<NativeState> {
  const { call, given, state = FRESH } = exchange;
  if (failed.from === "reply") {
    const { reply } = failed;
    const text = responseText(reply);
    if (reply.status === 400 && !state.withoutThinking && refusesThinking(text)) {
      const step = toNative(call, { vendor, given, state: { again: false, withoutThinking: true } });
      return step.step === "send" ? { ...step, repair: true } : step;
    }
    return refuse({ raised: { text, status: reply.status, head: reply } }, { call, vendor });
  }
  const { failure } = failed;
  if (!state.again && isSentAgain(failure)) return toNative(call, { vendor, given, state: { ...state, again: true } });
  const seconds = call.timeout === undefined ? undefined : float(call.timeout);
  return refuse(
    { raised: transportError(failure, { seconds, again: state.again, patience: PATIENCE }) },
    { call, vendor },
  );
}
