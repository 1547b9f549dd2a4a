import { pythonRepr } from "@lintel/core";
import { entries, isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";

/** A model of the OpenAI SDK: its fields in order, and the models of those that hold one. */
interface Model {
  readonly name: string;
  readonly fields: readonly string[];
  readonly models?: Readonly<Record<string, Model>>;
}

const TOP: Model = { name: "TopLogprob", fields: ["token", "bytes", "logprob"] };
const TOKEN: Model = {
  name: "ChatCompletionTokenLogprob",
  fields: ["token", "bytes", "logprob", "top_logprobs"],
  models: { top_logprobs: TOP },
};
const LOGPROBS: Model = {
  name: "ChoiceLogprobs",
  fields: ["content", "refusal"],
  models: { content: TOKEN, refusal: TOKEN },
};
const CALLED: Model = { name: "ChoiceDeltaToolCallFunction", fields: ["arguments", "name"] };
const TOOL_CALL: Model = {
  name: "ChoiceDeltaToolCall",
  fields: ["index", "id", "function", "type"],
  models: { function: CALLED },
};
const FUNCTION_CALL: Model = { name: "ChoiceDeltaFunctionCall", fields: ["arguments", "name"] };
const DELTA: Model = {
  name: "ChoiceDelta",
  fields: ["content", "function_call", "refusal", "role", "tool_calls"],
  models: { function_call: FUNCTION_CALL, tool_calls: TOOL_CALL },
};
const CHOICE: Model = {
  name: "Choice",
  fields: ["delta", "finish_reason", "index", "logprobs"],
  models: { delta: DELTA, logprobs: LOGPROBS },
};
const COMPLETION_DETAILS: Model = {
  name: "CompletionTokensDetails",
  fields: ["accepted_prediction_tokens", "audio_tokens", "reasoning_tokens", "rejected_prediction_tokens"],
};
const PROMPT_DETAILS: Model = {
  name: "PromptTokensDetails",
  fields: ["audio_tokens", "cache_write_tokens", "cached_tokens"],
};
const USAGE: Model = {
  name: "CompletionUsage",
  fields: ["completion_tokens", "prompt_tokens", "total_tokens", "completion_tokens_details", "prompt_tokens_details"],
  models: { completion_tokens_details: COMPLETION_DETAILS, prompt_tokens_details: PROMPT_DETAILS },
};
const CHUNK: Model = {
  name: "ChatCompletionChunk",
  fields: ["id", "choices", "created", "model", "object", "moderation", "service_tier", "system_fingerprint", "usage"],
  models: { choices: CHOICE, usage: USAGE },
};

function repr(value: Json, model: Model | undefined): string {
  if (model === undefined) return pythonRepr(value);
  if (isArray(value)) return `[${value.map((item) => repr(item, model)).join(", ")}]`;
  return isObject(value) ? modelRepr(value, model) : pythonRepr(value);
}

function modelRepr(value: JsonObject, { name, fields, models }: Model): string {
  const named = fields.map((field) => [field, value[field] ?? null] as const);
  const others = entries(value).filter(([key]) => !fields.includes(key));
  return `${name}(${[...named, ...others].map(([key, held]) => `${key}=${repr(held, models?.[key])}`).join(", ")})`;
}

/** What LiteLLM raises for a chunk whose finish reason is "error", the chunk as Python shows it; undefined for any other. */
export function finishError(chunk: JsonObject, provider: string): string | undefined {
  const first = isArray(chunk.choices) ? chunk.choices[0] : undefined;
  if (!isObject(first) || first.finish_reason !== "error") return undefined;
  const { logprobs = null, delta } = first;
  const text = (isObject(delta) ? delta.content : undefined) ?? "";
  const shown = [
    `'text': ${pythonRepr(text)}, 'is_finished': True, 'finish_reason': 'error'`,
    `'logprobs': ${repr(logprobs, LOGPROBS)}, 'original_chunk': ${repr(chunk, CHUNK)}`,
    `'usage': ${repr(chunk.usage ?? null, USAGE)}`,
  ].join(", ");
  return `${provider} raised a streaming error - finish_reason: error, no content string given. Received Chunk={${shown}}`;
}
