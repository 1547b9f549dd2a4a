import { truthy } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import type { Turn } from "./way.ts";

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

/**
 * A conversation that goes on from another response. What came before is kept nowhere, so that an answer of a tool may stand behind a
 * turn that did not call it: the call is put there (`_ensure_tool_results_have_corresponding_tool_calls`).
 */
export function continued(turns: readonly Turn[], tools: readonly Json[]): readonly Turn[] {
  const all = [...turns];
  const name = firstName(tools);
  for (const [index, { message }] of turns.entries()) {
    const { role, tool_call_id: id } = message;
    const before = all.slice(0, index).findLastIndex((it) => it.message.role === "assistant");
    const last = all[before];
    if (role !== "tool" || typeof id !== "string" || last === undefined || name === undefined) continue;
    if (!isCalled(last.message, id)) all[before] = { ...last, message: withCall(last.message, id, name) };
  }
  return all;
}
