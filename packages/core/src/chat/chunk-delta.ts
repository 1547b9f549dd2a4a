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
const NOT_ONE: ReadonlySet<string> = new Set();

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

function lacksSome(block: JsonObject): boolean {
  for (const key in block) if (block[key] === null) return true;
  return false;
}

/** Blocks are typed dictionaries: members that are null are not printed. */
function toThinking(value: Json): Json {
  if (!isArray(value)) return value;
  return value.map((block) => (isObject(block) && lacksSome(block) ? present(others(block, NOT_ONE)) : block));
}

/** A provider's delta read as LiteLLM's `Delta` reads it. */
export function toDelta(source: JsonObject, place: Place): Delta {
  const { reasoning_content: given = null, refusal = null } = source;
  const isRenamed = given === null && source.reasoning !== undefined;
  const extras = others(source, isRenamed ? NAMED_WITH_REASONING : NAMED);
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
    extras: refusal === null ? extras : [["refusal", refusal], ...extras],
  };
}

/** The same with members that no model names, which stand before the content. */
function printMixed(delta: Delta): JsonObject {
  const { reasoning, thinking, items, fields, extras } = delta;
  const { content, role, functionCall, toolCalls, audio, images, annotations } = delta;
  return present([
    ["reasoning_content", reasoning],
    ["thinking_blocks", thinking],
    ["reasoning_items", items],
    ["provider_specific_fields", fields],
    ...extras,
    ["content", content],
    ["role", role],
    ["function_call", functionCall],
    ["tool_calls", toolCalls],
    ["audio", audio],
    ["images", images],
    ["annotations", annotations],
  ]);
}

/** A delta in the order of LiteLLM's model. */
export function printDelta(delta: Delta): JsonObject {
  const { reasoning, thinking, items, fields, extras } = delta;
  const { content, role, functionCall, toolCalls, audio, images, annotations } = delta;
  if (extras.length > 0) return printMixed(delta);
  // Member by member: a spread for each takes three times as long, and this is printed for every chunk.
  const printed: Record<string, Json> = {};
  if (reasoning !== null) printed.reasoning_content = reasoning;
  if (thinking !== null) printed.thinking_blocks = thinking;
  if (items !== null) printed.reasoning_items = items;
  if (fields !== null) printed.provider_specific_fields = fields;
  if (content !== null) printed.content = content;
  if (role !== null) printed.role = role;
  if (functionCall !== null) printed.function_call = functionCall;
  if (toolCalls !== null) printed.tool_calls = toolCalls;
  if (audio !== null) printed.audio = audio;
  if (images !== null) printed.images = images;
  if (annotations !== null) printed.annotations = annotations;
  return printed;
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
