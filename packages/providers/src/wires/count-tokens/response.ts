import { done, type Reply, type Step } from "@lintel/core";
import { isObject } from "@lintel/core/json";
import { replyJson, responseText } from "../../httpx/index.ts";
import { int, read } from "../../lax/index.ts";
import { failed } from "./fault.ts";
import type { CountCall, CountState, CountVendor } from "./types.ts";

/** A [count](https://docs.anthropic.com/en/api/messages-count-tokens) as LiteLLM's `TokenCountResponse`, and how sure it is. */
export function fromCount(
  reply: Reply,
  { call, vendor }: { readonly call: CountCall; readonly vendor: CountVendor },
): Step<CountState> {
  const json = replyJson(reply);
  const answer = json.ok && isObject(json.value) ? json.value : undefined;
  const total = read(int, answer?.input_tokens ?? null);
  if (answer === undefined || !total.ok)
    return failed({ text: `the reply counts nothing: ${responseText(reply)}`, status: 502, head: reply }, call, vendor);
  return done({
    total_tokens: total.value,
    request_model: call.requestedModel,
    model_used: call.model,
    tokenizer_type: `${vendor.provider}_api`,
    original_response: answer,
    error: false,
    error_message: null,
    status_code: null,
    certainty: "exact",
  });
}
