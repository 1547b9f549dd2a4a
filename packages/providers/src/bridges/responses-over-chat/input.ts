import { pythonType, truthy } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject, pythonCompact } from "@lintel/core/json";
import { printedSearch } from "../../response/index.ts";
import { chatContent } from "./input-content.ts";
import { joinedReasoning } from "./input-joined.ts";
import { reasoningMessage } from "./input-reasoning.ts";
import { chatCall } from "./tool-call.ts";
import { toolMessage } from "./tool-output.ts";
import { drop, noDict, type Turn, type Way } from "./way.ts";

const CALLS: ReadonlySet<Json> = new Set(["function_call", "custom_tool_call"]);
const OUTPUTS: ReadonlySet<Json> = new Set([
  "function_call_output",
  "custom_tool_call_output",
  "computer_call_output",
  "tool_result",
]);
const SEARCH = "web_search_call";

function searchMessage(item: JsonObject, way: Way): JsonObject | undefined {
  const search = printedSearch(item);
  if (search === undefined) {
    way.raise("1 validation error for ResponseFunctionWebSearch");
    return undefined;
  }
  return { role: "assistant", content: `Hosted web search: ${pythonCompact(search)}` };
}

function plainMessage(item: JsonObject, at: string, way: Way): JsonObject | undefined {
  const { role, content = null } = item;
  if (content === null) {
    drop(way, at, `chat has no counterpart of an item without content`);
    return undefined;
  }
  return { role: truthy(role) ? (role ?? "user") : "user", content: chatContent(content, `${at}/content`, way) };
}

function messageOf(item: JsonObject, at: string, way: Way): JsonObject | undefined {
  const { type = null } = item;
  if (type === SEARCH) return searchMessage(item, way);
  if (OUTPUTS.has(type)) return toolMessage(item, at, way);
  if (CALLS.has(type)) return { tool_calls: [chatCall(item)], role: "assistant", content: null };
  return type === "reasoning" ? reasoningMessage(item, at, way) : plainMessage(item, at, way);
}

function blocksOf(content: Json): readonly Json[] {
  return typeof content === "string" ? [{ type: "text", text: content }] : isArray(content) ? content : [];
}

/** The calls of one turn stand together, so that their answers follow at once. */
function withCalls(last: JsonObject, { tool_calls: more = null }: JsonObject): JsonObject {
  const { tool_calls: calls = [] } = last;
  return isArray(calls) && isArray(more) ? { ...last, tool_calls: [...calls, ...more] } : last;
}

/** What is said after calls, and a search after anything, belongs to the turn of the calls (`_merged_trailing_assistant_message`). */
function withText(last: JsonObject, next: JsonObject, isSearch: boolean): JsonObject | undefined {
  const { content = null } = next;
  const isJoined = truthy(last.tool_calls) || isSearch;
  if (next.role !== "assistant" || !isJoined || content === null) return undefined;
  const { content: before = null } = last;
  return { ...last, content: truthy(before) ? [...blocksOf(before), ...blocksOf(content)] : content };
}

function joined(last: JsonObject, next: JsonObject, type: Json): JsonObject | undefined {
  if (last.role !== "assistant" || OUTPUTS.has(type)) return undefined;
  return CALLS.has(type) ? withCalls(last, next) : withText(last, next, type === SEARCH);
}

/** The input as chat's messages (`_transform_response_input_param_to_chat_completion_message`). */
export function chatMessages(input: Json, way: Way): readonly Turn[] {
  if (typeof input === "string") return [{ message: { role: "user", content: input }, at: "/input" }];
  if (!isArray(input)) return [];
  const turns: Turn[] = [];
  for (const [index, item] of input.entries()) {
    const at = `/input/${index}`;
    if (!isObject(item)) {
      way.raise(noDict(pythonType(item)));
      continue;
    }
    const message = messageOf(item, at, way);
    if (message === undefined) continue;
    const last = turns.at(-1);
    const both = last === undefined ? undefined : joined(last.message, message, item.type ?? null);
    if (last === undefined || both === undefined) turns.push({ message, at });
    else turns[turns.length - 1] = { message: both, at: last.at };
  }
  return joinedReasoning(turns);
}
