import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";

function isEmptyChoice(choice: Json): boolean {
  if (!isObject(choice)) return false;
  const { finish_reason = null, logprobs = null, delta = null } = choice;
  if (finish_reason !== null || logprobs !== null) return false;
  return !isObject(delta) || Object.values(delta).every((value) => value === null);
}

/** Whether a chunk is there only because the gateway asked for the usage: LiteLLM's `_is_injected_stream_usage_artifact`. */
export function isArtifact({ choices = [], provider_specific_fields: fields = null }: JsonObject): boolean {
  return fields === null && isArray(choices) && choices.every(isEmptyChoice);
}
