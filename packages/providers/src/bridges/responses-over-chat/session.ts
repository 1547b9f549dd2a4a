import { pythonStr, truthy } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { drop, type Turn, type Way } from "./way.ts";

function callsOf({ tool_calls: calls = null }: JsonObject): readonly Json[] {
  return isArray(calls) ? calls : [];
}

function isCalled(message: JsonObject, id: Json): boolean {
  return callsOf(message).some((call) => isObject(call) && call.id === id);
}

/** The name of the first tool there is: LiteLLM takes it for the one that was called (`_reconstruct_tool_call_from_tools`). */
function firstName(tools: readonly Json[]): Json | undefined {
  const names = tools.filter(isObject).map(({ function: called, name }) => {
    const own = isObject(called) ? called.name : undefined;
    return truthy(own) ? own : name;
  });
  return names.find((name) => truthy(name));
}

function withCall(message: JsonObject, id: string, name: Json): JsonObject {
  const calls = callsOf(message);
  const called = { id, type: "function", function: { name, arguments: "{}" }, index: calls.length };
  return { ...message, tool_calls: [...calls, called] };
}

function lastSpoken(turns: readonly Turn[], index: number): number {
  return turns.slice(0, index).findLastIndex(({ message }) => message.role === "assistant");
}

function idOf({ tool_call_id: id = null }: JsonObject): string {
  return id === null ? "" : pythonStr(id);
}

/** The answer with the id of the first call of the turn before it, where it tells none itself (`_recover_tool_call_id_from_assistant`). */
function answering(turn: Turn, last: Turn | undefined): Turn {
  if (turn.message.role !== "tool" || idOf(turn.message) !== "" || last === undefined) return turn;
  const [call] = callsOf(last.message);
  const id = isObject(call) && call.id !== undefined && call.id !== null ? pythonStr(call.id) : "";
  return id === "" ? turn : { ...turn, message: { ...turn.message, tool_call_id: id } };
}

/**
 * A conversation that goes on from another response. What came before is kept nowhere, so that an answer of a tool may stand behind a
 * turn that did not call it: the call is put there, and an answer to nothing is left out where anything else is said
 * (`_ensure_tool_results_have_corresponding_tool_calls`).
 */
export function continued(turns: readonly Turn[], tools: readonly Json[], way: Way): readonly Turn[] {
  const all = [...turns];
  const name = firstName(tools);
  for (const [index, turn] of turns.entries()) {
    const before = lastSpoken(all, index);
    const last = all[before];
    const answered = answering(turn, last);
    all[index] = answered;
    const { message } = answered;
    const id = idOf(message);
    if (message.role !== "tool" || id === "" || last === undefined || name === undefined) continue;
    if (!isCalled(last.message, id)) all[before] = { ...last, message: withCall(last.message, id, name) };
  }
  const isUnheard = ({ message }: Turn): boolean => message.role === "tool" && idOf(message) === "";
  if (all.every(({ message }) => message.role === "tool")) return all;
  for (const { at } of all.filter(isUnheard)) drop(way, at, "a tool's answer that tells no call it is of");
  return all.filter((turn) => !isUnheard(turn));
}
