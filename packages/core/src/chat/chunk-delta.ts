import { isArray, isObject, type Json, type JsonObject } from "../json/index.ts";
import { isMeaningful, type Member, others, present } from "./chunk-members.ts";
import type { ChunkNotes } from "./chunk-notes.ts";
import { toFunctionCall, toToolCalls } from "./chunk-tool-calls.ts";

/** A delta's parts in LiteLLM's terms; null where there is none. */
export interface Delta {
  readonly content: string | null;
  readonly role: Json;
  readonly functionCall: Json;
  readonly toolCalls: Json;
  readonly audio: Json;
  readonly images: Json;
  readonly annotations: Json;
  readonly reasoning: Json;
  readonly thinking: Json;
  readonly items: Json;
  readonly fields: Json;
  /** What no model names, in the order it is printed. */
  readonly extras: readonly Member[];
}

export const EMPTY_DELTA: Delta = {
  content: null,
  role: null,
  functionCall: null,
  toolCalls: null,
  audio: null,
  images: null,
  annotations: null,
  reasoning: null,
  thinking: null,
  items: null,
  fields: null,
  extras: [],
};

const NAMED: ReadonlySet<string> = new Set([
  "content",
  "role",
  "function_call",
  "tool_calls",
  "audio",
  "images",
  "annotations",
  "reasoning_content",
  "thinking_blocks",
  "reasoning_items",
  "provider_specific_fields",
  "refusal",
]);
const NAMED_WITH_REASONING: ReadonlySet<string> = new Set([...NAMED, "reasoning"]);

interface Place {
  /** JSON pointer of the delta in the provider's chunk. */
  readonly pointer: string;
  readonly notes: ChunkNotes;
}

function toContent(value: Json, { pointer, notes }: Place): string | null {
  if (value === null || typeof value === "string") return value;
  notes.loss({ pointer: `${pointer}/content`, action: "dropped", reason: "the content of a delta is a text" });
  return null;
}

function toFields(value: Json, { pointer, notes }: Place): Json {
  if (value === null || isObject(value)) return value;
  notes.malformed({ pointer: `${pointer}/provider_specific_fields`, action: "dropped", reason: "it is no object" });
  return null;
}

/** Blocks are typed dictionaries: members that are null are not printed. */
function toThinking(value: Json): Json {
  if (!isArray(value)) return value;
  return value.map((block) => (isObject(block) ? present(others(block, new Set())) : block));
}

/** A provider's delta read as LiteLLM's `Delta` reads it. */
export function toDelta(source: JsonObject, place: Place): Delta {
  const { reasoning_content: given = null, refusal = null } = source;
  const isRenamed = given === null && source.reasoning !== undefined;
  return {
    content: toContent(source.content ?? null, place),
    role: source.role ?? null,
    functionCall: toFunctionCall(source.function_call ?? null, place),
    toolCalls: toToolCalls(source.tool_calls ?? null, place),
    audio: source.audio ?? null,
    images: isMeaningful(source.images ?? null) ? (source.images ?? null) : null,
    annotations: source.annotations ?? null,
    reasoning: isRenamed ? (source.reasoning ?? null) : given,
    thinking: toThinking(source.thinking_blocks ?? null),
    items: source.reasoning_items ?? null,
    fields: toFields(source.provider_specific_fields ?? null, place),
    extras: [
      ...(refusal === null ? [] : [["refusal", refusal] as const]),
      ...others(source, isRenamed ? NAMED_WITH_REASONING : NAMED),
    ],
  };
}

/** A delta in the order of LiteLLM's model. */
export function printDelta(delta: Delta): JsonObject {
  const { reasoning, thinking, items, fields, extras } = delta;
  const { content, role, functionCall, toolCalls, audio, images, annotations } = delta;
  const first: JsonObject = {
    ...(reasoning !== null && { reasoning_content: reasoning }),
    ...(thinking !== null && { thinking_blocks: thinking }),
    ...(items !== null && { reasoning_items: items }),
    ...(fields !== null && { provider_specific_fields: fields }),
  };
  const last: JsonObject = {
    ...(content !== null && { content }),
    ...(role !== null && { role }),
    ...(functionCall !== null && { function_call: functionCall }),
    ...(toolCalls !== null && { tool_calls: toolCalls }),
    ...(audio !== null && { audio }),
    ...(images !== null && { images }),
    ...(annotations !== null && { annotations }),
  };
  if (extras.length === 0) return { ...first, ...last };
  return present([...Object.entries(first), ...extras, ...Object.entries(last)]);
}

/** Whether a delta says something a client knows beside its role and content. */
export function saysMore(delta: Delta): boolean {
  const { reasoning, thinking, items, fields, functionCall, toolCalls, audio, images, annotations, extras } = delta;
  const parts = [reasoning, thinking, items, fields, functionCall, toolCalls, audio, images, annotations];
  return parts.some(isMeaningful) || extras.some(([key, value]) => key === "refusal" && isMeaningful(value));
}

/** Whether a delta says anything at all. */
export function saysAnything(delta: Delta): boolean {
  const { content, role, extras } = delta;
  return (
    isMeaningful(content) || isMeaningful(role) || saysMore(delta) || extras.some(([, value]) => isMeaningful(value))
  );
}
