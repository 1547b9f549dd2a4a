import { isArray, isObject, type Json, type JsonObject } from "../../json/index.ts";
import { truthy } from "../../params/truthy.ts";
import { heardToolCalls } from "../stream-tool-calls.ts";
import { type FoldNotes, joinedText, type Piece, saidUnder, saying } from "./fold-reading.ts";

function isText(value: Json | undefined): boolean {
  return typeof value === "string" || !truthy(value);
}

function isSound(call: Json): boolean {
  if (!isObject(call)) return !truthy(call);
  const { function: called = null, custom = null } = call;
  return [called, custom].every(
    (it) => !isObject(it) || [it.name, it.arguments, it.input].every((text) => isText(text)),
  );
}

/** Tool calls put together by their index; undefined where there are none. */
export function foldToolCalls(pieces: readonly Piece[], { raise, loss }: FoldNotes): readonly JsonObject[] | undefined {
  if (saying(pieces, "tool_calls").length === 0) return undefined;
  const said = saidUnder(pieces, "tool_calls");
  if (!said.every((calls) => isArray(calls) && calls.every(isSound))) raise("no tool calls that can be joined");
  const heard = heardToolCalls();
  said.forEach(heard.hear);
  const calls = heard.calls();
  if (calls.includes(undefined))
    loss({ pointer: "/choices/0/delta/tool_calls", action: "dropped", reason: "a call needs an id and a name" });
  return calls.filter((call) => call !== undefined);
}

/** The call of a function, as it was before there were tools; undefined where there is none. */
export function foldFunctionCall(pieces: readonly Piece[], notes: FoldNotes): JsonObject | undefined {
  const [first] = saying(pieces, "function_call");
  if (first === undefined) return undefined;
  const calls = saidUnder(pieces, "function_call").filter(isObject);
  const { name = null } = isObject(first.first.function_call) ? first.first.function_call : {};
  if (name !== null && typeof name !== "string") notes.raise("name: Input should be a valid string");
  return {
    arguments:
      joinedText(
        calls.map((call) => call.arguments ?? ""),
        notes,
      ) ?? "",
    name,
  };
}
