import { type Loss, pythonStr, truthy } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject, object, pointer } from "@lintel/core/json";
import { contentParts } from "./content-parts.ts";
import type { Asking, CountCall, Question } from "./types.ts";

/** What a message becomes, and what of it nobody counts. */
interface Said {
  readonly items: readonly JsonObject[];
  readonly instructions?: string;
  readonly losses: readonly Loss[];
}

type Message = Readonly<{ message: JsonObject; content: Json; at: string }>;

function textsOf(content: Json): string | undefined {
  if (typeof content === "string") return content;
  if (!isArray(content)) return undefined;
  const texts = content.flatMap((block): readonly Json[] => {
    if (typeof block === "string") return [block];
    return isObject(block) && block.type === "text" ? [block.text ?? ""] : [];
  });
  return texts.map(pythonStr).join("\n");
}

function fromSystem({ content }: Message): Said {
  const instructions = textsOf(content);
  return { items: [], losses: [], ...(instructions !== undefined && { instructions }) };
}

function fromUser({ content, at }: Message): Said {
  if (!isArray(content)) return { items: [{ role: "user", content }], losses: [] };
  const { value, losses } = contentParts(content, { role: "user", at });
  return { items: [{ role: "user", content: value }], losses };
}

function callItem(call: Json): JsonObject {
  const { id = "", function: told = {} } = isObject(call) ? call : {};
  const { name = "", arguments: args = "" } = isObject(told) ? told : {};
  return { type: "function_call", call_id: id, name, arguments: args };
}

function fromAssistant({ message, content, at }: Message): Said {
  const { value, losses } = isArray(content)
    ? contentParts(content, { role: "assistant", at })
    : { value: content, losses: [] };
  const calls = isArray(message.tool_calls) ? message.tool_calls.map(callItem) : [];
  const said = truthy(value) || calls.length === 0 ? [{ role: "assistant", content: value }] : [];
  return { items: [...said, ...calls], losses };
}

function fromTool({ message, content }: Message): Said {
  const { tool_call_id: id = "" } = message;
  return { items: [{ type: "function_call_output", call_id: id, output: pythonStr(content) }], losses: [] };
}

const READERS: Readonly<Record<string, (message: Message) => Said>> = {
  system: fromSystem,
  developer: fromSystem,
  user: fromUser,
  assistant: fromAssistant,
  tool: fromTool,
};

function said(message: JsonObject, index: number): Said {
  const { role = "", content = "" } = message;
  const at = pointer(["messages", index]);
  const read = typeof role === "string" && Object.hasOwn(READERS, role) ? READERS[role] : undefined;
  if (read !== undefined) return read({ message, content: truthy(content) ? content : "", at });
  return { items: [], losses: [{ pointer: at, action: "dropped", reason: "a message of such a role is not counted" }] };
}

function toTool(tool: JsonObject): JsonObject {
  const { type, function: told } = tool;
  if (type !== "function" || !isObject(told)) return tool;
  const { name = "", description = "", parameters = {}, strict } = told;
  return { type: "function", name, description, parameters, ...(strict !== undefined && { strict }) };
}

function instructionsOf(found: readonly Said[], system: Json | undefined): string | undefined {
  const told = found.flatMap(({ instructions }) => instructions ?? []);
  if (told.length > 0) return told.join("\n");
  return system === undefined ? undefined : pythonStr(system);
}

function toQuestion({ model, input: { messages, system, tools } }: CountCall): Question | undefined {
  const list = messages.filter(isObject);
  const given = isArray(tools) ? tools.filter(isObject) : [];
  if (list.length < messages.length || (isArray(tools) && given.length < tools.length)) return undefined;
  const found = list.map(said);
  const input = found.flatMap(({ items }) => items);
  if (input.length === 0) return undefined;
  const instructions = instructionsOf(found, system);
  const members: readonly (readonly [string, Json])[] = [
    ["model", model],
    ["input", input],
    ...(instructions === undefined ? [] : [["instructions", instructions] as const]),
    ...(tools === undefined ? [] : [["tools", given.map(toTool)] as const]),
  ];
  const isUntold = system !== undefined && found.some((one) => one.instructions !== undefined);
  const untold: readonly Loss[] = isUntold
    ? [{ pointer: "/system", action: "dropped", reason: "the system's messages are counted in its place" }]
    : [];
  return { body: object(members), losses: [...found.flatMap(({ losses }) => losses), ...untold] };
}

/** [OpenAI's token counting](https://platform.openai.com/docs/api-reference/responses/input-tokens), of chat's messages. */
export const inResponses: Asking = {
  headers: (key) => [
    ["content-type", "application/json"],
    ["authorization", ["Bearer ", key]],
  ],
  question: toQuestion,
};
