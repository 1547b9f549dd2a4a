import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import type { Placed, Way } from "./way.ts";

const NOTE: JsonObject = {
  type: "text",
  text: "Operator note (not from the user): the following was originally a mid-conversation system-role reminder.",
};

function isSystem({ value }: Placed): boolean {
  return isObject(value) && value.role === "system";
}

function opensWithResults(turn: Placed | undefined): boolean {
  const value = turn?.value;
  if (!isObject(value) || value.role !== "user" || !isArray(value.content)) return false;
  const [first] = value.content;
  return isObject(first) && first.type === "tool_result";
}

function blocksOf(content: Json | undefined): readonly Json[] {
  if (content === undefined || content === null) return [];
  if (isArray(content)) return content;
  return [typeof content === "string" ? { type: "text", text: content } : content];
}

function asUser({ value, at }: Placed, { note }: Way): Placed {
  note({
    pointer: at,
    action: "converted",
    reason: "the model takes system turns only at the start: the user's, noted",
  });
  const content = isObject(value) ? value.content : undefined;
  return { value: { role: "user", content: [NOTE, ...blocksOf(content)] }, at };
}

/** System turns go behind the tool results that have to follow the calls before them. */
function afterResults(turns: readonly Placed[]): readonly Placed[] {
  const ordered: Placed[] = [];
  let waiting: Placed[] = [];
  for (const turn of turns) {
    if (isSystem(turn)) {
      waiting.push(turn);
      continue;
    }
    ordered.push(...(opensWithResults(turn) ? [turn, ...waiting] : [...waiting, turn]));
    waiting = [];
  }
  return [...ordered, ...waiting];
}

/** The turns as the model takes them: system turns after the start become the user's where it does not take them there. */
export function orderedTurns(turns: readonly Placed[], way: Way): readonly Placed[] {
  const start = turns.findIndex((turn) => !isSystem(turn));
  const leading = start === -1 ? turns.length : start;
  const rest = turns.slice(leading);
  if (!rest.some(isSystem) || way.rules.takesSystemTurns(way.provider, way.model)) return turns;
  const moved = afterResults(rest).map((turn) => (isSystem(turn) ? asUser(turn, way) : turn));
  return [...turns.slice(0, leading), ...moved];
}
