import type { Repeat, Send } from "@lintel/core";
import type { Json } from "@lintel/core/json";
import { repeated, type TextMembers } from "../repeated.ts";
import type { ResponsesCall, ResponsesState } from "./types.ts";

/** Parameters that are sent as they are, whatever they say. */
const TEXTS: readonly string[] = ["instructions", "prompt_cache_key", "safety_identifier", "user"];

function members({ input }: ResponsesCall): TextMembers | undefined {
  if ("id" in input) return undefined;
  const { input: said, params } = input;
  const all: Record<string, Json> = { input: said };
  for (const name of TEXTS) if (params[name] !== undefined) all[name] = params[name];
  return all;
}

/** The requests of calls that differ from one in what they say alone. */
export function repeatResponses(
  step: Send<ResponsesState>,
  like: ResponsesCall,
): Repeat<"responses", ResponsesState> | undefined {
  return repeated(step, { like, printer: "wireCompact", members });
}
