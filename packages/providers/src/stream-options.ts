import type { Loss } from "@lintel/core";
import { child, isObject, type Json, keys } from "@lintel/core/json";

/** What a stream is asked for and how. */
export interface StreamOptionsAsked {
  readonly isStreamed: boolean;
  /** Options that are sent, or heeded here. */
  readonly known: ReadonlySet<string>;
}

/** What is lost of a call's `stream_options`: all of them where nothing is streamed, else those nobody heeds. */
export function lostStreamOptions(
  options: Json | undefined,
  { isStreamed, known }: StreamOptionsAsked,
): readonly Loss[] {
  const pointer = "/stream_options";
  if (options === undefined || options === null) return [];
  if (!isStreamed) return [{ pointer, action: "dropped", reason: "the call is not streamed" }];
  const names = isObject(options) ? keys(options).filter((name) => !known.has(name)) : [];
  return names.map((name) => ({
    pointer: child(pointer, name),
    action: "dropped",
    reason: "the provider knows no such option",
  }));
}
