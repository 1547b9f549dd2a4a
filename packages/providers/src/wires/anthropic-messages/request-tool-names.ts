import { entries, isArray, isObject, type Json, type JsonObject, object } from "@lintel/core/json";
import { put } from "./notes.ts";
import type { Lose, Turn } from "./types.ts";

const LONGEST = 128;

/** Names as they are sent, by the caller's; only those that differ. */
export type Renamed = ReadonlyMap<string, string>;

function plain(name: string): string {
  return name.replace(/[^a-zA-Z0-9_-]/gu, "_").slice(0, LONGEST);
}

function unique(name: string, taken: ReadonlySet<string>): string {
  for (let n = 2, made = name; ; n += 1) {
    if (!taken.has(made)) return made;
    made = `${name.slice(0, LONGEST - `_${n}`.length)}_${n}`;
  }
}

function isCustom(tool: Json): tool is JsonObject & { readonly name: string } {
  return isObject(tool) && tool.type === "custom" && typeof tool.name === "string" && tool.name !== "";
}

/** Names in the letters Anthropic takes, each its own within a request: LiteLLM's `_build_anthropic_tool_name_maps`. */
export function renamed(tools: Json | undefined): Renamed {
  const names = isArray(tools) ? tools.filter(isCustom).map(({ name }) => name) : [];
  const taken = new Set(names.filter((name) => plain(name) === name));
  const made = new Map<string, string>();
  for (const name of names) {
    if (taken.has(name) || made.has(name) || plain(name) === name) continue;
    const sent = unique(plain(name), taken);
    made.set(name, sent);
    taken.add(sent);
  }
  return made;
}

function named(value: Json, names: Renamed): Json {
  if (!isObject(value) || typeof value.name !== "string") return value;
  const sent = names.get(value.name);
  return sent === undefined ? value : put(value, "name", sent);
}

/** Tools and the choice among them under the names they are sent by. */
export function withNames(sent: JsonObject, names: Renamed, lose: Lose): JsonObject {
  if (names.size === 0) return sent;
  const { tools, tool_choice: choice } = sent;
  for (const [name, other] of names)
    lose({ pointer: "/tools", action: "renamed", reason: `${name} is sent as ${other}` });
  const isNamed = isObject(choice) && choice.type === "tool";
  return object(
    entries(sent).map(([key, value]) => {
      if (key === "tools" && isArray(tools))
        return [key, tools.map((tool) => (isCustom(tool) ? named(tool, names) : tool))];
      return key === "tool_choice" && isNamed ? [key, named(value, names)] : [key, value];
    }),
  );
}

function withCallName(call: Json, names: Renamed): Json {
  return isObject(call) && isObject(call.function) ? put(call, "function", named(call.function, names)) : call;
}

/** A turn whose calls bear the names their tools are sent by. */
export function withSentNames(turn: Turn, names: Renamed): Turn {
  const { message } = turn;
  const { tool_calls: calls, function_call: call } = message;
  if (names.size === 0 || (calls === undefined && call === undefined)) return turn;
  const called = isArray(calls)
    ? put(
        message,
        "tool_calls",
        calls.map((it) => withCallName(it, names)),
      )
    : message;
  return { ...turn, message: isObject(call) ? put(called, "function_call", named(call, names)) : called };
}
