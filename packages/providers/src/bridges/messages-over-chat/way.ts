import { type FaultKind, type Loss, type OverChatRules, truthy } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";

/** What all parts of a request look at on their way over, and where they tell what does not get there. */
export interface Way {
  readonly model: string;
  readonly provider: string | undefined;
  readonly rules: OverChatRules;
  /** Whether the model's chat endpoint is known to take a parameter. */
  takes(param: string): boolean;
  note(loss: Loss): void;
  /** Tells why the call cannot be said over there; the first reason counts. */
  refuse(problem: Problem): void;
}

/** What LiteLLM stumbles over. */
export interface Problem {
  /** JSON pointer. */
  readonly at: string;
  readonly text: string;
  /** Whether LiteLLM refuses it itself, in these words. */
  readonly isRefused?: true;
  /** The class of its own, and nobody's model, that LiteLLM refuses it with. */
  readonly kind?: FaultKind;
}

/** A part of the request and where it stands there. */
export interface Placed {
  readonly value: Json;
  /** JSON pointer. */
  readonly at: string;
}

/** Tells that a part of the request is left behind. */
export function drop({ note }: Way, pointer: string, reason: string): void {
  note({ pointer, action: "dropped", reason });
}

/** Tells of those members of a block that have no counterpart. */
export function dropMembers(way: Way, { value, at }: Placed, names: readonly string[]): void {
  if (!isObject(value)) return;
  for (const name of names) {
    const member = value[name];
    if (member !== undefined && member !== null) drop(way, `${at}/${name}`, "chat has no counterpart of it");
  }
}

/** The elements of a list, each with its place. */
export function placed(value: Json | undefined, at: string): readonly Placed[] {
  return isArray(value) ? value.map((item, index) => ({ value: item, at: `${at}/${index}` })) : [];
}

/** A block's cache marker, where the model takes one. */
export function markerOf({ model, rules, note }: Way, { value, at }: Placed): JsonObject {
  const marker = isObject(value) ? value.cache_control : undefined;
  if (!truthy(marker)) return {};
  if (rules.takesMarkers(model)) return { cache_control: marker };
  note({ pointer: `${at}/cache_control`, action: "dropped", reason: "the model takes no cache markers" });
  return {};
}

/** A block's own breakpoint for the prompt cache of models that take one. */
export function breakpointOf({ value }: Placed): JsonObject {
  const marker = isObject(value) ? value.prompt_cache_breakpoint : undefined;
  return marker === undefined || marker === null ? {} : { prompt_cache_breakpoint: marker };
}
