import { pythonRepr } from "@lintel/core";
import { entries, isObject, type Json, type JsonObject, object } from "@lintel/core/json";
import { emptyMessage, type Messaging, toMessage } from "./response-message.ts";
import { toUsage } from "./response-usage.ts";

/** Members that are chat's own, or the Responses API's only; any other follows the answer as it is. */
const NAMED: ReadonlySet<string> = new Set([
  ...["choices", "created", "id", "model", "object", "system_fingerprint", "usage"],
  ...["background", "completed_at", "conversation", "created_at", "error", "incomplete_details", "instructions"],
  ...["max_output_tokens", "max_tool_calls", "metadata", "output", "parallel_tool_calls", "previous_response_id"],
  ...["prompt", "prompt_cache_key", "prompt_cache_options", "prompt_cache_retention", "reasoning"],
  ...["safety_identifier", "status", "store", "temperature", "text", "tool_choice", "tools", "top_logprobs"],
  ...["top_p", "truncation", "user"],
]);

/** What a provider tells of a response beyond what either dialect names. */
export function metadataOf(response: JsonObject): JsonObject {
  return object(entries(response).filter(([name, value]) => value !== null && !NAMED.has(name)));
}

/** Why a response stopped early, in chat's words. */
export function stoppedBy(reason: Json): "content_filter" | "length" {
  return reason === "content_filter" ? "content_filter" : "length";
}

/** Why a response is incomplete, if it says so. */
export function incompleteReason({ incomplete_details: details = null }: JsonObject): Json {
  return isObject(details) ? (details.reason ?? null) : null;
}

/** What an answer is made with. */
export interface Making extends Messaging {
  readonly model: string;
  /** Unix time in seconds. */
  readonly now: number;
  /** The provider's id of a response. */
  idOf(id: Json): Json;
}

/** A response as a chat completion, or what LiteLLM's code raises over it (`transform_response`). */
export function fromResponse(
  response: JsonObject,
  making: Making,
): { readonly value: JsonObject } | { readonly text: string } {
  const { error = null, output, status = null, usage = null } = response;
  if (error !== null) return { text: `Error in response: ${pythonRepr(error)}` };
  const { message, isEmpty, hasCalls } = toMessage(output, making);
  const reason = incompleteReason(response);
  const isIncomplete = status === "incomplete" || reason !== null;
  if (isEmpty && !isIncomplete) return { text: `Unknown items in responses API response: ${pythonRepr(output ?? [])}` };
  const finish = isIncomplete ? stoppedBy(reason) : hasCalls ? "tool_calls" : "stop";
  return {
    value: object([
      ["id", making.idOf(response.id ?? null)],
      ["created", making.now],
      ["model", making.model],
      ["object", "chat.completion"],
      ["choices", [{ finish_reason: finish, index: 0, message: isEmpty ? emptyMessage(output) : message }]],
      ["usage", toUsage(usage, making.lose)],
      ...entries(metadataOf(response)),
    ]),
  };
}
