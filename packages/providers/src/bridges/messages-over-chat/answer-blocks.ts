import { type Loss, pythonStr, truthy } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import type { Passage } from "./passage.ts";
import { refusalText } from "./refusal-text.ts";
import { toolId } from "./tool-id.ts";
import { toolInput } from "./tool-input.ts";

/** Where blocks are gathered, and what went wrong on the way. */
export interface Gathering {
  readonly passage: Passage;
  readonly losses: Loss[];
  /** Why a call cannot be told. */
  problem: string | undefined;
}

function isBlank(text: Json | undefined): boolean {
  return typeof text !== "string" || text.trim() === "";
}

function thought(block: Json, unsigned: Json): readonly JsonObject[] {
  if (!isObject(block)) return [];
  const { type, thinking = "", signature = "", data = "" } = block;
  if (type === "redacted_thinking") return [{ type, data: data === null ? "" : pythonStr(data) }];
  if (type !== "thinking" || (isBlank(thinking) && !truthy(signature))) return [];
  const seal = signature === null ? unsigned : pythonStr(signature);
  return [{ type, thinking: thinking === null ? "" : pythonStr(thinking), signature: seal }];
}

function thoughtsOf(
  { thinking_blocks: blocks, reasoning_content: reasoning }: JsonObject,
  unsigned: Json,
): readonly JsonObject[] {
  if (isArray(blocks) && blocks.length > 0) return blocks.flatMap((block) => thought(block, unsigned));
  if (!truthy(reasoning)) return [];
  return [{ type: "thinking", thinking: pythonStr(reasoning), signature: unsigned }];
}

function signatureIn({ provider_specific_fields: fields }: JsonObject): Json | undefined {
  return isObject(fields) ? fields.thought_signature : undefined;
}

function signatureOf(call: JsonObject, called: JsonObject): string | undefined {
  const own = isObject(call.provider_specific_fields) ? signatureIn(call) : signatureIn(called);
  return typeof own === "string" && own !== "" ? own : undefined;
}

/** A call of a tool that takes a text: the text is its one argument. */
function customBlock(call: JsonObject, custom: JsonObject): JsonObject {
  const { name = "", input = "" } = custom;
  return { type: "tool_use", id: toolId(pythonStr(call.id ?? "")).id, name, input: { input } };
}

function toolBlock(call: Json, at: string, gathering: Gathering): readonly JsonObject[] {
  if (!isObject(call)) return [];
  if (isObject(call.custom)) return [customBlock(call, call.custom)];
  const called = isObject(call.function) ? call.function : {};
  const short = typeof called.name === "string" ? called.name : "";
  const name = gathering.passage.names.get(short) ?? short;
  const read = toolInput(called.arguments, name);
  if (!read.ok) {
    gathering.problem ??= read.text;
    return [];
  }
  if (read.isRepaired)
    gathering.losses.push({ pointer: `${at}/function/arguments`, action: "converted", reason: "cut off: closed" });
  const signature = signatureOf(call, called);
  return [
    {
      type: "tool_use",
      id: toolId(typeof call.id === "string" ? call.id : "").id,
      name,
      input: read.input,
      ...(signature !== undefined && { provider_specific_fields: { signature } }),
    },
  ];
}

/** A choice's message as Anthropic's blocks: thoughts, text, what it refuses, calls. */
export function answerBlocks(message: JsonObject, at: string, gathering: Gathering): readonly JsonObject[] {
  const { content, tool_calls: calls } = message;
  const refusal = refusalText(message);
  const tools = isArray(calls)
    ? calls.flatMap((call, index) => toolBlock(call, `${at}/tool_calls/${index}`, gathering))
    : [];
  return [
    ...thoughtsOf(message, gathering.passage.unsigned),
    ...((content ?? null) === null ? [] : [{ type: "text", text: content ?? "" }]),
    ...(refusal === "" ? [] : [{ type: "text", text: refusal }]),
    ...tools,
  ];
}
