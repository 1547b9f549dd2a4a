import { pythonType, truthy } from "@lintel/core";
import { isObject, type Json, type JsonObject } from "@lintel/core/json";
import { type Notes, put, pythonError, without } from "./notes.ts";
import type { Mapping, ParamRule } from "./request-params.ts";
import { pointedRefs, unpackedRefs } from "./request-schema-refs.ts";
import { strictSchema } from "./request-strict-schema.ts";
import { isThinking } from "./request-thinking.ts";
import { addTools } from "./request-web-search.ts";

/** The tool whose call is the answer, where a model knows no formats. */
export const ANSWER_TOOL = "json_tool_call";

/** Whether LiteLLM's `json_mode` is on. */
export interface Formatted {
  readonly jsonMode: boolean;
}

function missing(key: string, { raise }: Notes): JsonObject {
  return raise(pythonError(`'${key}'`));
}

function within(value: Json | undefined, key: string, notes: Notes): Json {
  if (value === undefined) return missing(key, notes);
  if (!isObject(value)) return notes.raise(pythonError(`'${pythonType(value)}' object is not subscriptable`));
  const held = value[key];
  return held === undefined ? missing(key, notes) : held;
}

/** The schema a format asks for, its references pointing the way Anthropic reads them. */
function schemaOf(format: JsonObject, notes: Notes): JsonObject | undefined {
  const isSchema = format.type === "json_schema";
  if (isSchema && format.json_schema === undefined) return missing("json_schema", notes);
  const own = format.json_schema === undefined ? undefined : within(format.json_schema, "schema", notes);
  const found = format.response_schema ?? (isSchema && isObject(own) ? pointedRefs(own, notes) : own);
  if (found === undefined || found === null) return undefined;
  return isObject(found) ? found : notes.raise(pythonError(`'${pythonType(found)}' object has no attribute 'pop'`));
}

function asFormat(sent: JsonObject, { schema, mapping }: { readonly schema: JsonObject; readonly mapping: Mapping }) {
  const { $defs, definitions } = schema;
  const names = $defs ?? definitions;
  const plain = without(schema, "$defs", "definitions");
  const whole = truthy(names) && isObject(names) ? unpackedRefs(plain, names, mapping) : plain;
  const strict = strictSchema(whole, { at: "/response_format/json_schema/schema", lose: mapping.lose });
  return put(sent, "output_format", { type: "json_schema", schema: strict });
}

function asTool(sent: JsonObject, { schema, mapping }: { readonly schema: JsonObject; readonly mapping: Mapping }) {
  const { params, vendor, model, lose } = mapping;
  lose({
    pointer: "/response_format",
    action: "converted",
    reason: "the model knows no formats: a tool's call is the answer",
  });
  const isFree = isThinking(params) || !vendor.has(model, "takesForcedTools");
  const chosen = isFree ? sent : put(sent, "tool_choice", { name: ANSWER_TOOL, type: "tool" });
  return addTools(chosen, [{ name: ANSWER_TOOL, input_schema: { type: "object", ...schema } }]);
}

/** Whether a format asks for JSON in a way LiteLLM takes note of. */
export function isJsonMode({ response_format: format }: JsonObject, hasFormats: boolean): boolean {
  if (!isObject(format)) return false;
  if (hasFormats) return true;
  return format.type !== "text" && (format.response_schema ?? format.json_schema ?? null) !== null;
}

/** LiteLLM looks a schema up before any parameter is mapped: what is raised there is raised first. */
export function checkFormat({ params, ...notes }: Mapping): void {
  const { response_format: format } = params;
  if (isObject(format) && format.type === "json_schema") schemaOf(format, notes);
}

/** A format for the answer: by the API's own means where the model has them, else by a tool. */
export const withFormat: ParamRule = (sent, value, mapping) => {
  if (!isObject(value)) return sent;
  const hasFormats = mapping.vendor.has(mapping.model, "hasFormats");
  const lost = (): JsonObject => {
    mapping.lose({ pointer: "/response_format", action: "dropped", reason: "it names no schema" });
    return sent;
  };
  if (!hasFormats && value.type === undefined) return missing("type", mapping);
  const schema = schemaOf(value, mapping);
  if (schema === undefined || (!hasFormats && value.type === "text")) return lost();
  return hasFormats ? asFormat(sent, { schema, mapping }) : asTool(sent, { schema, mapping });
};
