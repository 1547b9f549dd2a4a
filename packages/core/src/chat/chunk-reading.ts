import { isObject, type JsonObject } from "../json/index.ts";
import type { Choice } from "./chunk-choice.ts";
import { type Delta, EMPTY_DELTA, saysMore } from "./chunk-delta.ts";
import { isMeaningful } from "./chunk-members.ts";
import type { Slot } from "./chunk-slots.ts";

/** A provider's chunk that has choices, half understood. */
export interface Reading {
  readonly chunk: JsonObject;
  /** The choices that are objects. */
  readonly sources: readonly JsonObject[];
  /** The first of them, read. */
  readonly choice: Choice;
  readonly slot: Slot;
  readonly kind: DeltaKind;
  /** What LiteLLM makes of the first delta before it knows whether it says anything. */
  readonly said: Delta;
  readonly usage: JsonObject | undefined;
}

/** LiteLLM goes three ways: calls, audio and images, and everything else. */
export type DeltaKind = "call" | "media" | "text";

const NO_DELTA: JsonObject = {};

/** The delta of a provider's choice; empty where there is none. */
export function deltaOf(source: JsonObject): JsonObject {
  return isObject(source.delta) ? source.delta : NO_DELTA;
}

/** Which way LiteLLM goes with a delta. */
export function deltaKind({ function_call: called, tool_calls: calls, audio, images }: JsonObject): DeltaKind {
  if ((called ?? calls ?? null) !== null) return "call";
  return (audio ?? images ?? null) === null ? "text" : "media";
}

/** What LiteLLM takes over of the first delta. */
export function firstSaid(source: JsonObject, read: { readonly delta: Delta; readonly kind: DeltaKind }): Delta {
  const { delta, kind } = read;
  if (kind === "media") return { ...EMPTY_DELTA, audio: source.audio ?? null, images: source.images ?? null };
  return kind === "call" ? { ...delta, role: delta.role ?? "assistant" } : delta;
}

/** LiteLLM's `is_chunk_non_empty`. */
export function saysSomething({ choice, kind, said, slot }: Reading): boolean {
  const { content } = choice.delta;
  if (content !== null && content !== "") return true;
  if (kind === "media") return false;
  const { functionCall, reasoning, fields, annotations, items, role, toolCalls } = said;
  if (functionCall !== null || reasoning !== null || fields !== null || annotations !== null) return true;
  return items !== null || (role !== null && !slot.begun) || isMeaningful(toolCalls);
}

/** Whether a chunk that LiteLLM takes for empty carries what it would lose: a refusal, log probabilities, another choice. */
export function carriesMore({ choice, kind, slot, sources }: Reading): boolean {
  if (sources.slice(1).some(saysText)) return true;
  if (isMeaningful(choice.logprobs) && (slot.finish === null || slot.ended)) return true;
  if (slot.finish !== null) return saysMore(choice.delta);
  if (kind === "call") return false;
  return saysMore(kind === "media" ? { ...choice.delta, audio: null, images: null } : choice.delta);
}

function saysText(source: JsonObject): boolean {
  const { role: _, ...delta } = deltaOf(source);
  return Object.values(delta).some((value) => isMeaningful(value ?? null));
}
