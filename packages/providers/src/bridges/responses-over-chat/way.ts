import type { Loss } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";

/** Told of what does not get over as it was, and of what LiteLLM's code raises; the first of these ends the call. */
export interface Way {
  lose(loss: Loss): void;
  raise(text: string): void;
}

/** A message of the chat call, and where in the caller's arguments it comes from. */
export interface Turn {
  readonly message: JsonObject;
  /** JSON pointer. */
  readonly at: string;
}

/** Tells that a part of the request is left behind. */
export function drop({ lose }: Way, pointer: string, reason: string): void {
  lose({ pointer, action: "dropped", reason });
}

/** What Python says of a value that was taken for a dict. */
export function noDict(type: string): string {
  return `'${type}' object has no attribute 'get'`;
}

/** What Python says of a value that was taken for a list. */
export function noIterable(type: string): string {
  return `'${type}' object is not iterable`;
}
