import type { Json, JsonObject } from "@lintel/core/json";

function hasTwo(value: JsonObject): boolean {
  let members = 0;
  for (const _ in value) members++;
  return members === 2;
}

function isText(part: Json): boolean {
  if (typeof part !== "object" || part === null || !("text" in part)) return false;
  return part.type === "text" && typeof part.text === "string" && hasTwo(part);
}

function isPlain(message: JsonObject, takesSystem: boolean): boolean {
  const { role, content } = message;
  if (content === undefined || !hasTwo(message)) return false;
  if (role === "user") return typeof content === "string" || (Array.isArray(content) && content.every(isText));
  return typeof content === "string" && (role === "assistant" || (role === "system" && takesSystem));
}

/** Whether each message is the text of a turn and nothing else: such messages are sent as they are, whoever they are sent to. */
export function arePlain(messages: readonly JsonObject[], takesSystem: boolean): boolean {
  return messages.every((message) => isPlain(message, takesSystem));
}
