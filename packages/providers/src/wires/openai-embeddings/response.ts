import { done, fail, type Loss, pythonStr, pythonType, type Reply, type Step, truthy } from "@lintel/core";
import {
  entries,
  float,
  isArray,
  isInt,
  isNum,
  isObject,
  type Json,
  type JsonObject,
  numeric,
  object,
} from "@lintel/core/json";
import { mapException, type Raised } from "../../faults/index.ts";
import { sdkContent } from "../openai-chat/response.ts";
import type { EmbeddingsCall, EmbeddingsVendor } from "./types.ts";

interface Answered {
  readonly call: EmbeddingsCall;
  readonly vendor: EmbeddingsVendor;
}

/** An int as a float, where that is the same number. */
function floated(value: Json): Json {
  if (!isInt(value)) return value;
  const near = numeric(value) ?? 0;
  return isNum(value) && BigInt(value.source) !== BigInt(near) ? value : float(near);
}

/** An embedding's numbers are floats, whatever the provider sends. */
function floats(embedding: Json): Json {
  return isArray(embedding) && embedding.some(isInt) ? embedding.map(floated) : embedding;
}

function itemOf(item: Json): Json {
  if (!isObject(item)) return item;
  const { embedding = null, index = null, object: kind = null, ...rest } = item;
  return { embedding: floats(embedding), index, object: kind, ...rest };
}

const UNUSED: JsonObject = { prompt_tokens: 0, total_tokens: 0 };

/** The three counts LiteLLM keeps of a usage. */
function usageOf(usage: JsonObject | null): JsonObject {
  const { completion_tokens = 0, prompt_tokens = null, total_tokens = null } = usage ?? UNUSED;
  const details = { completion_tokens_details: null, prompt_tokens_details: null };
  return { completion_tokens, prompt_tokens, total_tokens, ...details };
}

function saidBy(error: JsonObject | string): string {
  if (typeof error === "string") return error;
  const { message = null } = error;
  return message === null ? "" : pythonStr(message);
}

/** An error that comes as a success. */
function errorIn({ error = null }: JsonObject): Raised | undefined {
  if (typeof error === "string") return error === "" ? undefined : { text: saidBy(error), status: 422 };
  if (!isObject(error)) return error === null ? undefined : { text: pythonStr(error), status: 422 };
  const { message = null, code = null } = error;
  if (!truthy(message) && code === null) return undefined;
  const status = error.code === undefined ? 422 : (numeric(code) ?? 0);
  return { text: saidBy(error), status };
}

const KEPT: ReadonlySet<string> = new Set(["model", "data", "object", "usage"]);

function losses(answer: JsonObject): readonly Loss[] {
  return entries(answer)
    .filter(([name]) => !KEPT.has(name))
    .map(([name]) => ({
      pointer: `/${name}`,
      action: "dropped",
      reason: "an answer of embeddings has no such member",
    }));
}

/** [OpenAI's embeddings](https://platform.openai.com/docs/api-reference/embeddings/object) as LiteLLM's gateway answers them. */
export function fromEmbeddings(reply: Reply, { call, vendor }: Answered): Step {
  const { provider, label } = vendor;
  const { requestedModel: model, now } = call;
  const failed = (raised: Raised): Step =>
    fail(mapException({ status: 500, ...raised, head: reply }, { provider, label, model, now }));
  const read = sdkContent(reply);
  if ("text" in read) return failed({ text: read.text });
  const { value } = read;
  if (!isObject(value)) return failed({ text: `'${pythonType(value)}' object has no attribute 'model_dump'` });
  const error = errorIn(value);
  // LiteLLM raises an exception without a text here: why the call failed is lost.
  if (error !== undefined)
    return failed(call.settings.lintel_silent_errors_in_answers === true ? { ...error, text: "" } : error);
  const { model: named = null, data = null, object: kind = null, usage = null } = value;
  if (usage !== null && !isObject(usage))
    return failed({ text: "Invalid response object", detail: `'${pythonType(usage)}' object has no attribute 'get'` });
  const told = [
    ["model", named] as const,
    ["data", isArray(data) ? data.map(itemOf) : data] as const,
    ["object", kind] as const,
    ["usage", usageOf(usage)] as const,
  ];
  return done(object(told), losses(value));
}
