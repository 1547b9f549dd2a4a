import type { Likeness } from "../again.ts";
import { isArray, isObject, type Json } from "../json/index.ts";
import { truthy } from "../params/truthy.ts";
import type { Delta } from "./chunk-delta.ts";
import type { Reading } from "./chunk-reading.ts";

/** The one text in which a chunk may differ from the last. */
export type RepeatedPart = "content" | "reasoning" | "arguments";

/** How a chunk is like the last one that said the same part. */
export interface PartLikeness extends Likeness {
  readonly part: RepeatedPart;
}

/** The likeness of chunks that differ in nothing but a part. */
export const ALIKE_BUT = {
  content: { part: "content", at: ["choices", 0, "delta", "content"] },
  reasoning: { part: "reasoning", at: ["choices", 0, "delta", "reasoning_content"] },
  arguments: { part: "arguments", at: ["choices", 0, "delta", "tool_calls", 0, "function", "arguments"] },
} as const satisfies { readonly [P in RepeatedPart]: PartLikeness };

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
