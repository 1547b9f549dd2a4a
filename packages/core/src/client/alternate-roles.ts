import { isObject, type Json, type JsonObject } from "../json/index.ts";
import { truthy } from "../params/truthy.ts";

const CONTINUE = "Please continue.";

interface Continue {
  readonly user?: Json | undefined;
  readonly assistant?: Json | undefined;
}

function chosen(message: Json | undefined, role: "user" | "assistant"): JsonObject {
  return truthy(message) && isObject(message) ? message : { content: CONTINUE, role };
}

/** Tool messages and assistant messages that call tools do not count as turns. */
function isTurn(message: JsonObject | undefined): message is JsonObject {
  return message?.role === "user" || (message?.role === "assistant" && !truthy(message.tool_calls));
}

function lastTurn(messages: readonly JsonObject[]): JsonObject | undefined {
  return messages.findLast(isTurn);
}

function needsUser(before: readonly JsonObject[], message: JsonObject): boolean {
  if (before.length === 0) return message.role === "assistant";
  if (message.role !== "assistant" || !isTurn(message)) return false;
  return before.at(-1)?.role === "assistant" || lastTurn(before)?.role === "assistant";
}

function withUsers(messages: readonly JsonObject[], user: JsonObject): readonly JsonObject[] {
  const spread: JsonObject[] = [];
  for (const message of messages) {
    if (needsUser(spread, message)) spread.push(user);
    spread.push(message);
  }
  return spread.at(-1)?.role === "assistant" ? [...spread, user] : spread;
}

function withAssistants(messages: readonly JsonObject[], assistant: JsonObject): readonly JsonObject[] {
  return messages.flatMap((message, at) => {
    const isSecond = message.role === "user" && lastTurn(messages.slice(0, at))?.role === "user";
    return isSecond ? [assistant, message] : [message];
  });
}

/** LiteLLM's `ensure_alternating_roles`: a placeholder between two turns of the same side, before a first and after a last assistant's. */
export function alternateRoles(messages: readonly JsonObject[], { user, assistant }: Continue): readonly JsonObject[] {
  const withBoth = withUsers(messages, chosen(user, "user"));
  return withAssistants(withBoth, chosen(assistant, "assistant"));
}
