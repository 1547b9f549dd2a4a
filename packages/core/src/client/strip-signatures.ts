import { entries, isArray, isObject, type Json, type JsonObject, object } from "../json/index.ts";

function cut(id: string, separator: string): string {
  return id.includes(separator) ? id.slice(0, id.indexOf(separator)) : id;
}

function isSigned(id: Json | undefined, separator: string): id is string {
  return typeof id === "string" && id.includes(separator);
}

function replaced(value: JsonObject, key: string, item: Json): JsonObject {
  return object(entries(value).map(([name, held]) => [name, name === key ? item : held]));
}

function unsignedCall(call: Json, separator: string): Json {
  return isObject(call) && isSigned(call.id, separator) ? replaced(call, "id", cut(call.id, separator)) : call;
}

/** A message whose tool call ids end where a provider's hidden signature starts; the same object where there is none. */
export function withoutSignatures(message: Json, separator: string): Json {
  if (!isObject(message)) return message;
  const { role, tool_call_id, tool_calls } = message;
  if (role === "tool" && isSigned(tool_call_id, separator))
    return replaced(message, "tool_call_id", cut(tool_call_id, separator));
  if (role !== "assistant" || !isArray(tool_calls)) return message;
  const calls = tool_calls.map((call) => unsignedCall(call, separator));
  return calls.some((call, at) => call !== tool_calls[at]) ? replaced(message, "tool_calls", calls) : message;
}
