import { pythonType, truthy } from "@lintel/core";
import { child, entries, isObject, type Json, type JsonObject, keys, object } from "@lintel/core/json";
import { litellmFault } from "../../faults/index.ts";
import { put, pythonError } from "./notes.ts";
import { withoutOldDefs } from "./request-schema-refs.ts";
import type { ToolPlace } from "./request-tools.ts";

/** What Anthropic reads of the schema of a tool's input. */
const SCHEMA_KEYS: ReadonlySet<string> = new Set([
  "type",
  "properties",
  "additionalProperties",
  "required",
  "$defs",
  "strict",
]);
const SENT: ReadonlySet<string> = new Set([
  "name",
  "description",
  "parameters",
  "eager_input_streaming",
  "cache_control",
  "defer_loading",
  "allowed_callers",
  "input_examples",
]);

/** A schema in the shape Anthropic takes for a tool's input: LiteLLM's `sanitize_input_schema_for_anthropic`. */
export function toInputSchema(given: Json, place: ToolPlace): JsonObject {
  if (truthy(given) && !isObject(given))
    return place.raise(pythonError(`'${pythonType(given)}' object is not iterable`));
  const own = isObject(given) ? given : {};
  const typed = own.type === "object" ? own : put(own, "type", "object");
  const whole = withoutOldDefs(typed.properties === undefined ? put(typed, "properties", {}) : typed, place);
  const left = keys(own).filter((key) => !SCHEMA_KEYS.has(key) && key !== "definitions" && key !== "components");
  for (const key of left)
    place.lose({ pointer: child(place.at, key), action: "dropped", reason: "not read at the top of a tool's schema" });
  return object(entries(whole).filter(([key]) => SCHEMA_KEYS.has(key)));
}

/** Whether the input is streamed as it comes, as the tool or its function asks. */
function eager({ eager_input_streaming: own = null, function: given }: JsonObject, { raise }: ToolPlace): JsonObject {
  const inner = isObject(given) ? (given.eager_input_streaming ?? null) : null;
  const isFlag = [own, inner].every((it) => it === null || typeof it === "boolean");
  if (!isFlag) {
    const text = "eager_input_streaming must be a boolean";
    return raise({ fault: litellmFault({ kind: "UnsupportedParamsError", text }, {}) });
  }
  const asked = own ?? inner;
  return asked === null ? {} : { eager_input_streaming: asked };
}

/** OpenAI's function as a tool of the caller's own. */
export function toFunction(tool: JsonObject, place: ToolPlace): JsonObject {
  const { function: given } = tool;
  const { raise, lose } = place;
  if (given === undefined) return raise(pythonError("'function'"));
  if (!isObject(given)) return raise(pythonError(`'${pythonType(given)}' object has no attribute 'get'`));
  const at = child(place.at, "function");
  const { parameters = { type: "object", properties: {} }, description = null, name } = given;
  const schema = toInputSchema(parameters, { ...place, at: child(at, "parameters") });
  const streaming = eager(tool, place);
  if (name === undefined) return raise(pythonError("'name'"));
  for (const key of keys(given).filter((it) => !SENT.has(it)))
    lose({ pointer: child(at, key), action: "dropped", reason: "Anthropic's tools have no such member" });
  const told = description === null ? {} : { description };
  return { name, input_schema: schema, type: "custom", ...streaming, ...told };
}
