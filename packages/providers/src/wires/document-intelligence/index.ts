import {
  type Adapter,
  type Call,
  type Exchange,
  type Failed,
  type Fault,
  fail,
  failureText,
  type Reply,
  type Send,
  type Step,
} from "@lintel/core";
import { litellmFault, type Raised } from "../../faults/index.ts";
import { answered, fromFailure, type OcrNeeds, type Request, raise } from "../../ocr/index.ts";
import { toFeatures, toPages } from "./params.ts";
import { type Asked, firstPoll, nextPoll } from "./poll.ts";
import { toIntelligence } from "./request.ts";
import { fromIntelligence } from "./response.ts";
import type { IntelligenceState, IntelligenceVendor } from "./vendor.ts";

export type { IntelligenceVendor, Service } from "./vendor.ts";

type IntelligenceExchange = Exchange<"ocr", OcrNeeds, IntelligenceState>;

/** LiteLLM's refusal of parameters that cannot be written as Azure wants them. */
function refusal({ model, input: { params } }: Call<"ocr">, { provider }: IntelligenceVendor): Fault | undefined {
  const wrong = [toPages(params), toFeatures(params)].flatMap((it) => ("wrong" in it ? [it.wrong] : []))[0];
  return wrong === undefined ? undefined : litellmFault({ kind: "BadRequestError", text: wrong }, { model, provider });
}

/** An adapter for a vendor of [Document Intelligence](https://learn.microsoft.com/azure/ai-services/document-intelligence/): it is asked again until it is done. */
export function documentIntelligence(vendor: IntelligenceVendor): Adapter<"ocr", OcrNeeds, IntelligenceState> {
  type Next = Send<IntelligenceState> | Raised;

  function next(call: Call<"ocr">, step: Next): Step<IntelligenceState> {
    return "step" in step ? step : raise({ call, vendor }, step);
  }

  function completed(reply: Reply, call: Call<"ocr">): Step<IntelligenceState> {
    const answer = fromIntelligence(reply, { call, dpi: vendor.service(call).dpi });
    return answer.ok ? answered(answer) : raise({ call, vendor }, { text: answer.message });
  }

  // LiteLLM reads a poll's answer whatever its status.
  function polled(
    reply: Reply,
    { asked, operation }: { readonly asked: Asked; readonly operation: string },
  ): Step<IntelligenceState> {
    const step = nextPoll(vendor, { asked, reply, operation });
    return step === undefined ? completed(reply, asked.call) : next(asked.call, step);
  }

  function failing(failed: Failed, { call, given, state }: IntelligenceExchange): Step<IntelligenceState> {
    const asked = { call, given };
    if (state === undefined || "again" in state) {
      const request = (): Request => toIntelligence(vendor, asked);
      return fromFailure({ call, vendor, isAgain: state !== undefined, request }, failed);
    }
    if (failed.from === "reply") return polled(failed.reply, { asked, operation: state.operation });
    return raise({ call, vendor }, { text: failureText(failed.failure), failure: failed.failure });
  }

  return {
    route: "ocr",
    provider: vendor.provider,
    connection: vendor.connection,
    resends: false,
    ...(vendor.serves !== undefined && { serves: vendor.serves }),
    supported: () => ["pages", "features"],
    needs: (call) => vendor.needs(call),
    prepare(call, given) {
      const wrong = refusal(call, vendor);
      if (wrong !== undefined) return fail(wrong);
      const request = toIntelligence(vendor, { call, given });
      return "raised" in request ? raise({ call, vendor }, request.raised) : { step: "send", plan: request.plan };
    },
    parse(reply, exchange) {
      const { call, given, state } = exchange;
      const asked = { call, given };
      if (state !== undefined && "operation" in state) return polled(reply, { asked, operation: state.operation });
      return reply.status === 202 ? next(call, firstPoll(vendor, { asked, reply })) : completed(reply, call);
    },
    fault: failing,
  };
}
