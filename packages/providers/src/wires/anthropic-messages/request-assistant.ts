import { child, isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { type AssistantPlace, unheard } from "./request-call-ids.ts";
import { interleaved } from "./request-interleaved.ts";
import { withMark } from "./request-marks.ts";
import { isUnsigned, thinkingBlocks } from "./request-thinking-blocks.ts";
import { isServerCall, toFunctionCall, toToolCalls } from "./request-tool-calls.ts";

/** Members of an assistant's message that go over. */
const TAKEN: ReadonlySet<string> = new Set([
  "role",
  "content",
  "tool_calls",
  "function_call",
  "thinking_blocks",
  "cache_control",
  "provider_specific_fields",
]);

function isThought({ type }: JsonObject): boolean {
  return type === "thinking" || type === "redacted_thinking";
}

function toBlock(
  part: JsonObject,
  { at, lose }: { readonly at: string | undefined; readonly lose: AssistantPlace["lose"] },
) {
  const { type, thinking, text } = part;
  const isThinking = type === "thinking" && typeof thinking === "string" && thinking !== "" && !isUnsigned(part);
  const isNative = type === "server_tool_use" || (typeof type === "string" && type.endsWith("_tool_result"));
  if (isThinking || isNative) return [part];
  if (type === "text" && typeof text === "string" && text !== "") return [withMark({ type: "text", text }, part)];
  if (at !== undefined)
    lose({ pointer: at, action: "dropped", reason: `an assistant's ${String(type)} is not sent back` });
  return [];
}

function contentBlocks({ content, ...message }: JsonObject, { at, lose }: AssistantPlace): readonly JsonObject[] {
  if (typeof content === "string") return content === "" ? [] : [withMark({ type: "text", text: content }, message)];
  if (!isArray(content)) return [];
  const inner = at === undefined ? undefined : child(at, "content");
  return content.flatMap((part, index) =>
    isObject(part) ? toBlock(part, { at: inner === undefined ? undefined : child(inner, index), lose }) : [],
  );
}

function compactions({ provider_specific_fields: fields }: JsonObject): readonly JsonObject[] {
  const blocks = isObject(fields) ? fields.compaction_blocks : undefined;
  return isArray(blocks) ? blocks.filter(isObject) : [];
}

function leftOver(message: JsonObject, { at, lose }: AssistantPlace): void {
  if (at === undefined) return;
  for (const key of Object.keys(message))
    if (!TAKEN.has(key)) lose({ pointer: child(at, key), action: "dropped", reason: "Anthropic has no such member" });
}

function inSequence(message: JsonObject, place: AssistantPlace): readonly JsonObject[] {
  const { content, tool_calls: calls } = message;
  const thinking = thinkingBlocks(message, place);
  const isInline = isArray(content) && content.some((part: Json) => isObject(part) && isThought(part));
  return [
    ...(isInline ? [] : (thinking ?? [])),
    ...contentBlocks(message, place),
    ...(calls === undefined ? [] : unheard(toToolCalls(message, place), place)),
  ];
}

/** What the assistant said, as blocks. */
export function toAssistantBlocks(message: JsonObject, place: AssistantPlace): readonly JsonObject[] {
  const { content, tool_calls: calls, function_call: call = null } = message;
  leftOver(message, place);
  const isMixed =
    isArray(message.thinking_blocks) &&
    isArray(calls) &&
    calls.some(isServerCall) &&
    (content === undefined || typeof content === "string");
  return [
    ...compactions(message),
    ...(isMixed ? interleaved(message, place) : inSequence(message, place)),
    ...(call === null ? [] : [toFunctionCall(call, place)]),
  ];
}
