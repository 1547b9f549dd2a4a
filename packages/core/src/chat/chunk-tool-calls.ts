import { isArray, isObject, type Json, type JsonObject, pythonDumps } from "../json/index.ts";
import { toInt } from "./chunk-int.ts";
import { others, present } from "./chunk-members.ts";
import type { ChunkNotes } from "./chunk-notes.ts";

const CALL: ReadonlySet<string> = new Set(["id", "function", "type", "index"]);
const CUSTOM_CALL: ReadonlySet<string> = new Set(["id", "type", "custom", "index", "function"]);
const CUSTOM: ReadonlySet<string> = new Set(["name", "input"]);
const FUNCTION_CALL: ReadonlySet<string> = new Set(["arguments", "name"]);

interface Place {
  readonly pointer: string;
  readonly notes: ChunkNotes;
}

function isText(value: Json | undefined): value is string | null | undefined {
  return value === undefined || value === null || typeof value === "string";
}

/** Arguments as text; those given as an object are printed as Python prints them. */
function argumentsText({ arguments: given = null, parameters = null }: JsonObject): string | undefined {
  if (typeof given === "string") return given;
  if (isObject(given)) return pythonDumps(given);
  if (given !== null) return undefined;
  return isObject(parameters) ? pythonDumps(parameters) : "";
}

function toFunction(value: Json | undefined): JsonObject | undefined {
  if (!isObject(value)) return undefined;
  const text = argumentsText(value);
  if (text === undefined || !isText(value.name)) return undefined;
  return present([
    ["arguments", text],
    ["name", value.name ?? null],
  ]);
}

function toCustom(value: Json | undefined): JsonObject | undefined {
  if (!isObject(value) || !isText(value.name) || !isText(value.input)) return undefined;
  return present([["name", value.name ?? null], ["input", value.input ?? null], ...others(value, CUSTOM)]);
}

function toCall(call: JsonObject, index: Json): JsonObject | undefined {
  const { id = null, type = null } = call;
  const place = toInt(index);
  if (!isText(id) || !isText(type) || place === undefined) return undefined;
  if (type === "custom" || (call.custom ?? null) !== null) {
    const custom = toCustom(call.custom);
    if (custom === undefined) return undefined;
    return present([["id", id], ["type", type], ["custom", custom], ["index", place], ...others(call, CUSTOM_CALL)]);
  }
  const called = toFunction(call.function);
  if (called === undefined) return undefined;
  return present([
    ["id", id],
    ["function", called],
    ["type", type ?? "function"],
    ["index", place],
    ...others(call, CALL),
  ]);
}

/** A call whose function is not there yet, which LiteLLM does not take. */
function withFunction(call: JsonObject): JsonObject {
  const isMissing = (call.function ?? null) === null && (call.custom ?? null) === null && call.type !== "custom";
  return isMissing ? { ...call, function: {} } : call;
}

/** Tool calls of a delta: `type` and `index` filled in, arguments as text; what is no list stays as it is. */
export function toToolCalls(value: Json, { pointer, notes }: Place): Json {
  if (!isArray(value)) return value;
  let next = 0;
  const calls = value.flatMap((given, at) => {
    if (!isObject(given)) return [];
    const call = withFunction(given);
    const read = toCall(call, call.index ?? next++);
    const where = `${pointer}/tool_calls/${at}`;
    if (read === undefined)
      notes.malformed({ pointer: where, action: "dropped", reason: "no tool call LiteLLM takes" });
    else if (call !== given)
      notes.malformed({ pointer: `${where}/function`, action: "defaulted", reason: "a call has a function" });
    return read ?? [];
  });
  return calls.length === 0 && value.some(isObject) ? null : calls;
}

/** A delta's `function_call`, OpenAI's older form of a tool call. */
export function toFunctionCall(value: Json, { pointer, notes }: Place): Json {
  if (value === null) return null;
  const { arguments: text = null, name = null } = isObject(value) ? value : { arguments: 0 };
  if (isObject(value) && isText(text) && isText(name))
    return present([["arguments", text ?? ""], ["name", name], ...others(value, FUNCTION_CALL)]);
  notes.malformed({ pointer: `${pointer}/function_call`, action: "dropped", reason: "no function call LiteLLM takes" });
  return null;
}
