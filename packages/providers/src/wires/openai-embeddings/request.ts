import { fail, type Given, type Loss, type Plan, type Step } from "@lintel/core";
import { type JsonObject, object, print } from "@lintel/core/json";
import { litellmFault, mapException, type Raised } from "../../faults/index.ts";
import { headerError } from "../../httpx/index.ts";
import { toHeaders } from "../openai-chat/request-headers.ts";
import { joinUrl } from "../openai-chat/request-url.ts";
import type { EmbeddingsCall, EmbeddingsNeeds, EmbeddingsVendor } from "./types.ts";

/** Seconds LiteLLM waits unless told. */
const PATIENCE = 600;

interface Making {
  readonly vendor: EmbeddingsVendor;
  readonly given: Given<EmbeddingsNeeds>;
}

/** The body in the order the SDK writes it, which is another where a format is asked for. */
function bodyOf({ model, input: { input, extra } }: EmbeddingsCall, params: JsonObject): JsonObject {
  const named: JsonObject = params.encoding_format === undefined ? { model, input } : { input, model };
  return { ...named, ...params, ...extra };
}

const DIMENSIONS: Loss = {
  pointer: "/dimensions",
  action: "dropped",
  reason: "the model's embeddings have one length",
};

/** The call as one POST of [OpenAI's embeddings](https://platform.openai.com/docs/api-reference/embeddings/create). */
export function toEmbeddings(call: EmbeddingsCall, { vendor, given: { key } }: Making): Step {
  const { target, policy, requestedModel, now, timeout = PATIENCE } = call;
  const { provider, label, noKey } = vendor;
  const refuse = (text: string, more: Pick<Raised, "detail"> = {}): Step =>
    fail(mapException({ text, status: 500, ...more }, { provider, label, model: requestedModel, now }));
  const { dimensions: _, ...others } = call.input.params;
  const isTaken = vendor.takesDimensions(call.model) || policy.allowedOpenaiParams.includes("dimensions");
  const isDropped = call.input.params.dimensions !== undefined && !isTaken;
  if (isDropped && !policy.dropParams) {
    const unsupported = { kind: "UnsupportedParamsError", text: vendor.noDimensions } as const;
    return fail(litellmFault(unsupported, {}));
  }
  if (key === undefined) return refuse(noKey);
  const printed = print(bodyOf(call, isDropped ? object(Object.entries(others)) : call.input.params), "wireCompact");
  if (!printed.ok) return refuse(printed.message);
  const headers = toHeaders(call, { vendor, key });
  const unsendable = headerError(headers);
  if (unsendable !== undefined) return refuse(unsendable);
  const { base = "" } = target;
  const url = joinUrl(base, "embeddings");
  if (url === undefined) return refuse("Connection error.", { detail: `not an http address: ${base}` });
  const milliseconds = timeout * 1000;
  const plan: Plan = {
    method: "POST",
    url,
    headers,
    body: { body: "text", text: printed.text },
    expect: "whole",
    timeouts: { connectMs: milliseconds, firstByteMs: milliseconds, idleMs: milliseconds },
  };
  return { step: "send", plan, losses: isDropped ? [DIMENSIONS] : [] };
}
