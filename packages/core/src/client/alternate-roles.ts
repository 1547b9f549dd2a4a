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

interface Before {
  readonly message: JsonObject | undefined;
  /** The last turn. */
  readonly turn: JsonObject | undefined;
}

function needsUser(before: Before, message: JsonObject): boolean {
  if (before.message === undefined) return message.role === "assistant";
  if (message.role !== "assistant" || !isTurn(message)) return false;
  return before.message.role === "assistant" || before.turn?.role === "assistant";
}

function withUsers(messages: readonly JsonObject[], user: JsonObject): readonly JsonObject[] {
  const spread: JsonObject[] = [];
  let turn: JsonObject | undefined;
  function add(message: JsonObject): void {
    spread.push(message);
    if (isTurn(message)) turn = message;
  }
  for (const message of messages) {
    if (needsUser({ message: spread.at(-1), turn }, message)) add(user);
    add(message);
  }
  return spread.at(-1)?.role === "assistant" ? [...spread, user] : spread;
}

function withAssistants(messages: readonly JsonObject[], assistant: JsonObject): readonly JsonObject[] {
  let turn: JsonObject | undefined;
  return messages.flatMap((message) => {
    const isSecond = message.role === "user" && turn?.role === "user";
    if (isTurn(message)) turn = message;
    return isSecond ? [assistant, message] : [message];
  });
}

/** LiteLLM's `ensure_alternating_roles`: a placeholder between two turns of the same side, before a first and after a last assistant's. */
export function alternateRoles(messages: readonly JsonObject[], { user, assistant }: Continue): readonly JsonObject[] {
  const withBoth = withUsers(messages, chosen(user, "user"));
  return withAssistants(withBoth, chosen(assistant, "assistant"));
}
