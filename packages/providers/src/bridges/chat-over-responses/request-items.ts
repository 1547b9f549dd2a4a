import { pythonRepr, truthy } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject, object } from "@lintel/core/json";
import type { Crossed } from "./crossed.ts";
import { toParts } from "./request-content.ts";
import { reasoningItems } from "./request-reasoning.ts";

interface Turn extends Crossed {
  readonly message: JsonObject;
  /** JSON pointer of the message. */
  readonly at: string;
}

function contentOf({ message }: Turn): Json {
  return Object.hasOwn(message, "content") ? (message.content ?? null) : "";
}

function messageItem(turn: Turn, role: Json, content: Json): JsonObject {
  return { type: "message", role, content: toParts(content, { ...turn, role, at: `${turn.at}/content` }) };
}

function objects(value: Json | undefined): readonly JsonObject[] {
  return isArray(value) ? value.filter(isObject) : [];
}

/** Calls of custom tools, by id: their outputs are items of another type. */
function customCalls(messages: readonly JsonObject[]): ReadonlySet<Json> {
  return new Set(
    messages
      .filter(({ role }) => role === "assistant")
      .flatMap(({ tool_calls }) => objects(tool_calls))
      .filter((call) => !truthy(call.function ?? null) && isObject(call.custom))
      .map(({ id = null }) => id),
  );
}

function outputItem(turn: Turn, isCustom: boolean): JsonObject {
  const content = contentOf(turn);
  const place = { ...turn, role: "user", at: `${turn.at}/content` };
  const parts = content === null ? [] : toParts(content, place);
  const call_id = turn.message.tool_call_id ?? null;
  return isCustom
    ? { type: "custom_tool_call_output", call_id, output: typeof content === "string" ? content : parts }
    : { type: "function_call_output", call_id, output: parts };
}

function callItem(call: JsonObject, { raise }: Crossed): JsonObject {
  const { id = null, function: named = null, custom = null } = call;
  if (isObject(named) && truthy(named)) {
    const told = ["name", "arguments"].filter((name) => Object.hasOwn(named, name));
    return object([
      ["type", "function_call"],
      ["call_id", id],
      ...told.map((name) => [name, named[name] ?? null] as const),
    ]);
  }
  if (isObject(custom))
    return { type: "custom_tool_call", call_id: id, name: custom.name ?? "", input: custom.input ?? "" };
  return raise(`tool call not supported: ${pythonRepr(call)}`);
}

function assistantItems(turn: Turn): readonly JsonObject[] {
  const { message } = turn;
  const content = contentOf(turn);
  const calls = objects(message.tool_calls);
  const reasoning = reasoningItems(message, turn);
  if (calls.length === 0) return content === null ? reasoning : [...reasoning, messageItem(turn, "assistant", content)];
  const said = truthy(content) ? [messageItem(turn, "assistant", content)] : [];
  return [...reasoning, ...said, ...calls.map((call) => callItem(call, turn))];
}

/** Messages as input items, and the leading system messages as instructions. */
export function toItems(
  messages: readonly JsonObject[],
  crossed: Crossed,
): { readonly input: readonly JsonObject[]; readonly instructions?: string } {
  const custom = customCalls(messages);
  const others = messages.findIndex(({ role }) => role !== "system");
  const leading = others === -1 ? messages.length : others;
  const leads = ({ content = null }: JsonObject, index: number): boolean =>
    index < leading && typeof content === "string";
  const instructions = messages
    .filter(leads)
    .map(({ content }) => String(content))
    .reduce((before, text) => (before === "" ? text : `${before} ${text}`), "");
  const input = messages.flatMap((message, index): readonly JsonObject[] => {
    const turn: Turn = { ...crossed, message, at: `/messages/${index}` };
    const { role = null, tool_call_id: call = null } = message;
    if (role === "system") return leads(message, index) ? [] : [messageItem(turn, role, contentOf(turn))];
    if (role === "tool") return [outputItem(turn, custom.has(call))];
    if (role === "assistant") return assistantItems(turn);
    const content = contentOf(turn);
    return content === null ? [] : [messageItem(turn, role, content)];
  });
  if (instructions === "") return { input };
  // The Responses API refuses an empty input: instructions that stand alone become it.
  const alone = [{ type: "message", role: "system", content: [{ type: "input_text", text: instructions }] }];
  return input.length === 0 ? { input: alone } : { input, instructions };
}
