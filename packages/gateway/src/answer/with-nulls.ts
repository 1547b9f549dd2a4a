import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";

function choiceOf(choice: Json): Json {
  if (!isObject(choice) || !isObject(choice.message)) return choice;
  const { content = null, role = null, tool_calls = null, function_call = null, ...rest } = choice.message;
  return { ...choice, message: { content, role, tool_calls, function_call, ...rest } };
}

function usageOf(usage: Json | undefined): Json {
  if (!isObject(usage)) return null;
  const { completion_tokens = 0, prompt_tokens = 0, total_tokens = 0, ...rest } = usage;
  const counts = { completion_tokens, prompt_tokens, total_tokens };
  return { ...counts, completion_tokens_details: null, prompt_tokens_details: null, ...rest };
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
  const { usage, moderation = null, service_tier = null, ...others } = rest;
  const head = { id: id ?? null, created: created ?? null, model: model ?? null, object: object ?? null };
  const told = isArray(choices) ? choices.map(choiceOf) : (choices ?? null);
  return { ...head, system_fingerprint, choices: told, usage: usageOf(usage), moderation, service_tier, ...others };
}
