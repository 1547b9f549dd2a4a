import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";

function choiceOf(choice: Json): Json {
  if (!isObject(choice) || !isObject(choice.message)) return choice;
  const { content = null, role = null, tool_calls = null, function_call = null, ...rest } = choice.message;
  return { ...choice, message: { content, role, tool_calls, function_call, ...rest } };
}

const COMPLETION = {
  accepted_prediction_tokens: null,
  audio_tokens: null,
  reasoning_tokens: null,
  rejected_prediction_tokens: null,
  text_tokens: null,
  image_tokens: null,
  video_tokens: null,
} as const;

const PROMPT = {
  audio_tokens: null,
  cache_write_tokens: null,
  cached_tokens: null,
  text_tokens: null,
  image_tokens: null,
  video_tokens: null,
} as const;

function detailsOf(told: Json | undefined, all: JsonObject): Json {
  return isObject(told) ? { ...all, ...told } : null;
}

/** What LiteLLM sets of Anthropic's usage, told or not. */
const ANTHROPICS = { iterations: null, inference_geo: null, speed: null } as const;

function isAnthropics(usage: Json | undefined): boolean {
  return isObject(usage) && usage.cache_creation_input_tokens !== undefined;
}

function withAnthropics(told: JsonObject): JsonObject {
  if (!isAnthropics(told)) return told;
  const { service_tier: _, ...counts } = told;
  return { ...counts, ...ANTHROPICS, ...told };
}

function usageOf(usage: Json | undefined): Json {
  if (!isObject(usage)) return null;
  const { completion_tokens = 0, prompt_tokens = 0, total_tokens = 0, ...rest } = usage;
  const { completion_tokens_details: completion, prompt_tokens_details: prompt, ...told } = rest;
  const counts = { completion_tokens, prompt_tokens, total_tokens };
  const details = {
    completion_tokens_details: detailsOf(completion, COMPLETION),
    prompt_tokens_details: detailsOf(prompt, PROMPT),
  };
  return { ...counts, ...details, ...withAnthropics(told) };
}

/** A chat's answer as pydantic prints LiteLLM's model of it inside a list: what there is none of is null. */
export function withNulls({
  id,
  created,
  model,
  object,
  system_fingerprint = null,
  choices,
  ...rest
}: JsonObject): JsonObject {
  const { usage, ...others } = rest;
  const head = { id: id ?? null, created: created ?? null, model: model ?? null, object: object ?? null };
  const told = isArray(choices) ? choices.map(choiceOf) : (choices ?? null);
  const whole = { ...head, system_fingerprint, choices: told, usage: usageOf(usage) };
  if (isAnthropics(usage)) return { ...whole, ...others };
  const { moderation = null, service_tier = null, ...more } = others;
  return { ...whole, moderation, service_tier, ...more };
}
