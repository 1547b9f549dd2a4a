import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { calledOf, callItemId } from "./answer-items.ts";
import { customInput } from "./custom-tools.ts";
import type { Passage } from "./passage.ts";
import { argumentsText } from "./tool-call.ts";

/** How many letters of arguments one event tells. */
const PIECE = 10;

/** Arguments in the pieces LiteLLM tells them in, however they come. */
export function piecesOf(text: string): readonly string[] {
  const letters = [...text];
  const count = Math.ceil(letters.length / PIECE);
  return Array.from({ length: count }, (_, at) => letters.slice(at * PIECE, (at + 1) * PIECE).join(""));
}

/** What a delta says of a call. */
export interface CallDelta {
  readonly id: string;
  readonly name: string;
  readonly args: string;
  readonly index: Json;
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

export function callDeltas(calls: Json | undefined): readonly CallDelta[] {
  if (!isArray(calls)) return [];
  return calls.filter(isObject).map((call) => {
    const { id, index = null } = call;
    const { name, arguments: args } = calledOf(call);
    return { id: text(id), name: text(name), args: argumentsText(args), index };
  });
}

/** A call's item while it streams and when it is whole (`build_tool_call_item_kwargs`). */
export function streamedCall(
  { id, name, args }: { readonly id: string; readonly name: string; readonly args: string },
  status: "in_progress" | "completed",
  { custom, names }: Passage,
): JsonObject {
  const type = custom.has(name) ? "custom_tool_call" : "function_call";
  const head = { type, id: callItemId(type, id), call_id: id };
  if (type === "custom_tool_call")
    return { ...head, name, status, input: status === "completed" ? customInput(args) : "" };
  const member = names.get(name);
  return {
    ...head,
    name: member?.name ?? name,
    status,
    arguments: args,
    ...(member !== undefined && { namespace: member.namespace }),
  };
}

/** Finds the call a delta goes on with: by its id, or by its index where that is one call's alone (`_tool_call_id`). */
export function callFinder(): (delta: CallDelta) => string {
  const known = new Map<Json, string>();
  const shared = new Set<Json>();
  return ({ id, index }) => {
    if (index === null) return id;
    const before = known.get(index);
    if (id === "") return shared.has(index) ? "" : (before ?? "");
    if (before !== undefined && before !== id) shared.add(index);
    known.set(index, id);
    return id;
  };
}
