import { RESPONSES_TEXTS, type Repeat, type Send } from "@lintel/core";
import type { Json } from "@lintel/core/json";
import { repeated, type TextMembers } from "../repeated.ts";
import type { ResponsesCall, ResponsesState } from "./types.ts";

function members({ input }: ResponsesCall): TextMembers | undefined {
  if ("id" in input) return undefined;
  const { input: said, params } = input;
  const all: Record<string, Json> = { input: said };
  for (const name of RESPONSES_TEXTS) if (params[name] !== undefined) all[name] = params[name];
  return all;
}

/** The requests of calls that differ from one in what they say alone. */
export function repeatResponses(
  step: Send<ResponsesState>,
  like: ResponsesCall,
): Repeat<"responses", ResponsesState> | undefined {
  return repeated(step, { like, printer: "wireCompact", turns: "input", members });
}
