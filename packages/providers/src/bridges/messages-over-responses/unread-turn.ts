import { isArray, isObject, type Json } from "@lintel/core/json";

/** What is amiss with messages of which LiteLLM reads every role before it sends anything. */
export function unreadTurn(messages: Json): string | undefined {
  const turns = isArray(messages) ? messages : [];
  const at = turns.findIndex((it) => !isObject(it) || it.role === undefined);
  if (at < 0) return undefined;
  return `messages[${at}]: expected ${isObject(turns[at] ?? null) ? "a role" : "an object"}`;
}
