import { chatFromResponses, isResponsesUsage, type Loss } from "@lintel/core";
import { isObject, type Json, type JsonObject } from "@lintel/core/json";
import { usageOf } from "../../completion/index.ts";

const NONE: JsonObject = { completion_tokens: 0, prompt_tokens: 0, total_tokens: 0 };

/** A usage in the Responses API's dialect, in Chat's, before it is printed. */
export function chatUsage(usage: JsonObject): JsonObject {
  return isResponsesUsage(usage) ? chatFromResponses(usage) : usage;
}

/** A usage in the Responses API's dialect as LiteLLM prints it in Chat's. */
export function toUsage(usage: Json, lose: (loss: Loss) => void): JsonObject {
  return isObject(usage) ? usageOf(chatUsage(usage), lose) : NONE;
}
