import { isArray, isObject, type Json, type JsonObject, pythonDumps } from "@lintel/core/json";
import { type Path, type Reader, text } from "../lax/index.ts";
import { field, type Member, others, present } from "./members.ts";
import { expandParallel } from "./parallel-calls.ts";
import { literal, printed } from "./readers.ts";

const CALL: ReadonlySet<string> = new Set(["function", "id", "type"]);
const CUSTOM: ReadonlySet<string> = new Set(["id", "type", "custom"]);

const payload = printed({
  name: "ChatCompletionCustomToolCallPayload",
  fields: { name: text, input: text },
  required: ["name", "input"],
  extra: "allow",
});
const custom = literal("custom");

function isCustom(call: JsonObject): boolean {
  return call.type === "custom" || field(call, "custom") !== null;
}

/** Arguments as a text: LiteLLM prints an object as Python does, and takes `parameters` where there are none. */
function argumentsOf(called: JsonObject): Json {
  const given = field(called, "arguments");
  if (isObject(given)) return pythonDumps(given);
  if (given !== null) return given;
  const parameters = field(called, "parameters");
  return isObject(parameters) ? pythonDumps(parameters) : "";
}

function called(value: Json, { at, notes }: { readonly at: Path; readonly notes: Parameters<Reader>[2] }): Json {
  if (!isObject(value)) {
    notes.problem({ at, type: "model_type", message: "Input should be a valid function", input: value });
    return null;
  }
  const name = field(value, "name");
  for (const [key] of others(value, new Set(["arguments", "name", "parameters"])))
    notes.loss({
      pointer: `/${[...at, key].join("/")}`,
      action: "dropped",
      reason: "a tool call's function has no such field",
    });
  return present([
    ["arguments", text(argumentsOf(value), [...at, "arguments"], notes)],
    ["name", name === null ? null : text(name, [...at, "name"], notes)],
  ]);
}

function customCall(call: JsonObject, [at, notes]: readonly [Path, Parameters<Reader>[2]]): JsonObject {
  const type = field(call, "type");
  const rest: readonly Member[] = others(call, CUSTOM).filter(([key, value]) => key !== "function" || value !== null);
  return present([
    ["id", text(field(call, "id"), [...at, "id"], notes)],
    ["type", type === null ? null : custom(type, [...at, "type"], notes)],
    ["custom", payload(field(call, "custom"), [...at, "custom"], notes)],
    ...rest,
  ]);
}

/** Nothing to go through, whatever it is. */
function isEmpty(value: Json): boolean {
  return value === "" || (isObject(value) && Object.keys(value).length === 0);
}

/** What a message's tool calls take from their call. */
export interface CallRules {
  /** The id of a call that has none. */
  uuid(): string;
  readonly misplacesCalls: boolean;
  /** Whether pseudo-calls of parallel calls stay as they are. */
  readonly keepsPseudoCalls?: boolean;
}

/** A message's tool calls as LiteLLM prints them; null where there are none. */
export function toolCalls({ uuid, misplacesCalls: misplaces, keepsPseudoCalls }: CallRules): Reader {
  const one: Reader = (value, at, notes) => {
    if (!isObject(value)) {
      notes.problem({ at, type: "dict_type", message: "Input should be a valid dictionary", input: value });
      return null;
    }
    if (isCustom(value)) return customCall(value, [at, notes]);
    const id = field(value, "id");
    return present([
      ...others(value, CALL),
      ["function", called(field(value, "function"), { at: [...at, "function"], notes })],
      ["id", id ?? uuid()],
      ["type", field(value, "type") ?? "function"],
    ]);
  };
  return (value, at, notes) => {
    if (value === null || isEmpty(value)) return null;
    if (!isArray(value)) {
      notes.problem({ at, type: "list_type", message: "Input should be a valid list", input: value });
      return null;
    }
    const calls = value.map((call, index) => one(call, [...at, index], notes));
    const expanded = keepsPseudoCalls === true ? calls : expandParallel(calls, { at, notes, misplaces });
    return expanded.length === 0 ? null : expanded;
  };
}
