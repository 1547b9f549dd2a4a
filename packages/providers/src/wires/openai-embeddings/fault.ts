import { type Failed, fail, type Step } from "@lintel/core";
import { mapException } from "../../faults/index.ts";
import { statusError, unansweredFault } from "../openai-chat/fault.ts";
import type { EmbeddingsExchange, EmbeddingsVendor } from "./types.ts";

/** An error status or a broken transport. LiteLLM keeps nothing but the text of what its OpenAI SDK raises here. */
export function fromFailure(
  failed: Failed,
  { exchange: { call }, vendor }: { readonly exchange: EmbeddingsExchange; readonly vendor: EmbeddingsVendor },
): Step {
  if (failed.from === "transport") return fail(unansweredFault(failed.failure, { vendor, call }));
  const { body: _, ...raised } = statusError(failed.reply);
  const { provider, label } = vendor;
  return fail(mapException(raised, { provider, label, model: call.requestedModel, now: call.now }));
}
