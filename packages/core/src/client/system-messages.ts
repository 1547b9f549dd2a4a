import { entries, isArray, type Json, type JsonObject, object } from "../json/index.ts";
import { pythonType } from "../params/python-type.ts";
import { type Attempt, got, raises } from "./attempt.ts";

function withContent(message: JsonObject, content: Json): JsonObject {
  return object([...entries(message), ["content", content]]);
}

function merged(prompt: string, content: Json | undefined): Json {
  if (content === undefined || typeof content === "string") return `${prompt}\n\n${content ?? ""}`;
  const part: JsonObject = { type: "text", text: prompt };
  return isArray(content) ? [part, ...content] : [part];
}

/** The messages after a system prompt, merged into their own if they begin with one. */
export function addSystemPrompt(messages: readonly JsonObject[], prompt: string): readonly JsonObject[] {
  const [first, ...rest] = messages;
  if (first?.role !== "system") return [{ role: "system", content: prompt }, ...messages];
  return [withContent(first, merged(prompt.trim(), first.content)), ...rest];
}

/** Python's `before + " " + after`. */
function joined(before: Json | undefined, after: Json | undefined): Attempt<string> {
  if (before === undefined) return raises("'content'");
  if (isArray(before)) return raises('can only concatenate list (not "str") to list');
  if (typeof before !== "string") return raises(`unsupported operand type(s) for +: '${pythonType(before)}' and 'str'`);
  if (after === undefined) return raises("'content'");
  if (typeof after !== "string") return raises(`can only concatenate str (not "${pythonType(after)}") to str`);
  return got(`${before} ${after}`);
}

/** LiteLLM's `map_system_message_pt`, for models without a system role: into the next turn, or as a user's before another and at the end. */
export function systemToUser(messages: readonly JsonObject[]): Attempt<readonly JsonObject[]> {
  const mapped: JsonObject[] = [];
  let carried: JsonObject | undefined;
  for (const [at, message] of messages.entries()) {
    const current = carried ?? message;
    carried = undefined;
    const next = messages[at + 1];
    if (current.role !== "system") {
      mapped.push(current);
    } else if (next === undefined || next.role === "system") {
      if (current.content === undefined) return raises("'content'");
      mapped.push({ role: "user", content: current.content });
    } else if (next.role === "user" || next.role === "assistant") {
      const content = joined(current.content, next.content);
      if (!content.ok) return content;
      carried = withContent(next, content.value);
    }
  }
  return got(mapped);
}

/** LiteLLM's `map_developer_role_to_system_role`: of a developer's message, only the content stays. */
export function developerToSystem(messages: readonly JsonObject[]): Attempt<readonly JsonObject[]> {
  if (messages.some(({ role, content }) => role === "developer" && content === undefined)) return raises("'content'");
  return got(
    messages.map((message) =>
      message.role === "developer" ? { role: "system", content: message.content ?? null } : message,
    ),
  );
}
