import type { Repeat, Send } from "@lintel/core";
import { repeated, type TextMembers } from "../repeated.ts";
import type { NativeCall, NativeState } from "./types.ts";

function members({ input: { messages, params } }: NativeCall): TextMembers {
  return params.system === undefined ? { messages } : { messages, system: params.system };
}

/** The requests of calls that differ from one in what they say alone. */
export function repeatNative(step: Send<NativeState>, like: NativeCall): Repeat<"messages", NativeState> | undefined {
  return repeated(step, { like, printer: "pythonDumps", members });
}
