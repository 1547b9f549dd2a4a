import { pythonType, truthy } from "@lintel/core";
import { isArray, isObject, type Json } from "@lintel/core/json";

/** What is amiss with messages of which LiteLLM reads every role before it sends anything. */
export function unreadTurn(messages: Json): string | undefined {
  const turns = isArray(messages) ? messages : [];
  const at = turns.findIndex((it) => !isObject(it) || it.role === undefined);
  if (at < 0) return undefined;
  return `messages[${at}]: expected ${isObject(turns[at] ?? null) ? "a role" : "an object"}`;
}

/** What is amiss with a choice of tools, which LiteLLM asks for its type. */
export function unreadChoice(choice: Json): string | undefined {
  return truthy(choice) && !isObject(choice) ? `tool_choice: expected an object, not ${pythonType(choice)}` : undefined;
}
