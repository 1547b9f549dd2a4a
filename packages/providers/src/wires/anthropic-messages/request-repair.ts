import { truthy } from "@lintel/core";
import { child, isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { withoutBlankTexts } from "./request-blank-texts.ts";
import type { Lose, Turn } from "./types.ts";

function isResult({ message: { role } }: Turn): boolean {
  return role === "tool" || role === "function";
}

function callsOf({ message: { role, tool_calls: calls } }: Turn): readonly JsonObject[] {
  return role === "assistant" && isArray(calls) ? calls.filter(isObject) : [];
}

function answersTo(turn: Turn, ids: readonly Json[]): boolean {
  const { tool_call_id: id } = turn.message;
  return isResult(turn) && id !== undefined && ids.includes(id);
}

function skipped({ id = null, function: called }: JsonObject): Turn {
  const name = isObject(called) && typeof called.name === "string" ? called.name : "unknown_tool";
  const content = `[System: Tool execution skipped/interrupted by user. No result provided for tool '${name}'.]`;
  return { message: { role: "tool", tool_call_id: id, content } };
}

interface Answered {
  readonly results: readonly Turn[];
  readonly unanswered: readonly JsonObject[];
}

/** The results that follow a turn's calls before the assistant speaks again, and the calls without one. */
function answered(turn: Turn, after: readonly Turn[]): Answered {
  const ids = callsOf(turn).flatMap(({ id }) => (truthy(id) ? [id] : []));
  const end = after.findIndex(({ message }) => message.role === "assistant");
  const results = (end === -1 ? after : after.slice(0, end)).filter((it) => answersTo(it, ids));
  const found = new Set(results.map(({ message }) => message.tool_call_id));
  const open = callsOf(turn).filter(({ id }) => truthy(id) && !found.has(id));
  return { results, unanswered: open.filter(({ id }, index) => open.findIndex((it) => it.id === id) === index) };
}

function isOrphan(turn: Turn, before: readonly Turn[]): boolean {
  const { tool_call_id: id } = turn.message;
  if (!isResult(turn) || !truthy(id)) return false;
  const asked = before.findLast(({ message }) => message.role === "assistant");
  return asked === undefined || !callsOf(asked).some((call) => call.id === id);
}

function lost({ at }: Turn, lose: Lose, reason: string): void {
  if (at !== undefined) lose({ pointer: at, action: "dropped", reason });
}

/** Results that are not followed by another of the same call before somebody speaks. */
function lastResults(turns: readonly Turn[], lose: Lose): readonly Turn[] {
  return turns.filter((turn, index) => {
    const { tool_call_id: id } = turn.message;
    if (!isResult(turn) || typeof id !== "string" || id === "") return true;
    const rest = turns.slice(index + 1);
    const end = rest.findIndex((it) => !isResult(it));
    const isRepeated = (end === -1 ? rest : rest.slice(0, end)).some(({ message }) => message.tool_call_id === id);
    if (isRepeated) lost(turn, lose, "a later result of the same call takes its place");
    return !isRepeated;
  });
}

/** Calls without results, results without calls and results given twice put right: `sanitize_messages_for_tool_calling`. */
export function repaired(turns: readonly Turn[], lose: Lose): readonly Turn[] {
  const made: Turn[] = [];
  for (let index = 0; index < turns.length; index += 1) {
    const given = turns[index];
    if (given === undefined) continue;
    const turn = withoutBlankTexts(given, lose);
    const { results, unanswered } = answered(turn, turns.slice(index + 1));
    if (unanswered.length > 0) {
      for (const { id } of unanswered)
        lose({
          pointer: child(turn.at ?? "/messages", "tool_calls"),
          action: "defaulted",
          reason: `a result for ${String(id)}`,
        });
      made.push(turn, ...results, ...unanswered.map(skipped));
      // As LiteLLM skips: as many turns as there were results, whichever those are.
      index += results.length;
    } else if (isOrphan(turn, made)) {
      lost(turn, lose, "the result of a call nobody made");
    } else {
      made.push(turn);
    }
  }
  return lastResults(made, lose);
}
