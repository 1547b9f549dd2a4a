import { isArray, isObject, type Json, type JsonObject } from "../json/index.ts";
import { truthy } from "../params/truthy.ts";
import type { Delta } from "./chunk-delta.ts";
import type { Member } from "./chunk-members.ts";
import type { Reading } from "./chunk-reading.ts";

/** The one text in which a chunk may differ from the last. */
export type RepeatedPart = "content" | "reasoning" | "arguments";

/** What a chunk says that is like the last but for one text, and perhaps for a member it was printed with. */
export interface Repeated {
  readonly text: string;
  readonly member?: Member;
}

function isText(value: Json): boolean {
  return typeof value === "string" && value !== "";
}

function hasOneCall({ toolCalls }: Delta): boolean {
  return isArray(toolCalls) && toolCalls.length === 1 && isObject(toolCalls[0]) && isObject(toolCalls[0].function);
}

function partOf(delta: Delta): RepeatedPart | undefined {
  if (isText(delta.content)) return "content";
  if (isText(delta.reasoning)) return "reasoning";
  return hasOneCall(delta) ? "arguments" : undefined;
}

/** Whether a delta says that part and nothing else, an empty content apart. */
function saysOnly(delta: Delta, part: RepeatedPart): boolean {
  const { content, toolCalls, reasoning, functionCall, audio, images, annotations, thinking, items, fields } = delta;
  if (delta.extras.length > 0 || functionCall !== null || audio !== null || images !== null) return false;
  if (annotations !== null || thinking !== null || items !== null || fields !== null) return false;
  if (part !== "content" && isText(content)) return false;
  if (part !== "reasoning" && reasoning !== null) return false;
  return part === "arguments" || toolCalls === null;
}

/** The text that alone can make a difference to the next chunk: nothing else of this one is told once, counted or dropped. */
export function repeatedPart({ chunk, sources, choice, slot, usage }: Reading): RepeatedPart | undefined {
  const { delta, logprobs, broken, enhancements } = choice;
  const part = partOf(delta);
  if (part === undefined || !saysOnly(delta, part)) return undefined;
  if (sources.length !== 1 || usage !== undefined || !slot.begun) return undefined;
  if (broken !== null || logprobs !== null || enhancements !== null) return undefined;
  return (chunk.id ?? null) !== null && !truthy(sources[0]?.finish_reason) ? part : undefined;
}

function callsWith(calls: Json | undefined, text: string): Json {
  const [call] = isArray(calls) ? calls : [];
  if (!isObject(call) || !isObject(call.function)) return [];
  return [{ ...call, function: { ...call.function, arguments: text } }];
}

function deltaWith(delta: JsonObject, part: RepeatedPart, text: string): JsonObject {
  if (part === "content") return { ...delta, content: text };
  if (part === "reasoning") return { ...delta, reasoning_content: text };
  return { ...delta, tool_calls: callsWith(delta.tool_calls, text) };
}

/** A printed chunk of one choice with another text in that part, and its new delta. */
export function repeatedChunk(
  chunk: JsonObject,
  part: RepeatedPart,
  { text, member }: Repeated,
): { readonly chunk: JsonObject; readonly delta: JsonObject } {
  const [choice] = isArray(chunk.choices) ? chunk.choices : [];
  const source = isObject(choice) ? choice : {};
  const delta = deltaWith(isObject(source.delta) ? source.delta : {}, part, text);
  const choices = [{ ...source, delta }];
  const isPrinted = member !== undefined && chunk[member[0]] !== undefined;
  return { delta, chunk: isPrinted ? { ...chunk, choices, [member[0]]: member[1] } : { ...chunk, choices } };
}
