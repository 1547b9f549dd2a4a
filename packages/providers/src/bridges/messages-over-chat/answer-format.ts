import { truthy } from "@lintel/core";
import { entries, isArray, isObject, type Json, type JsonObject, keys, object } from "@lintel/core/json";
import { drop, type Way } from "./way.ts";

const ALTERNATIVES = ["anyOf", "oneOf", "allOf"];
const DEFINITIONS = ["$defs", "definitions"];

function strictMembers(members: Json): Json {
  return isObject(members) ? object(entries(members).map(([key, schema]) => [key, strict(schema)])) : members;
}

function strictMember(key: string, value: Json, isClosed: boolean): Json {
  if (key === "properties" && isClosed) return strictMembers(value);
  if (key === "items") return strict(value);
  if (ALTERNATIVES.includes(key)) return isArray(value) ? value.map(strict) : value;
  return DEFINITIONS.includes(key) ? strictMembers(value) : value;
}

/** A schema as strict mode wants it: every object closed, all its members required. */
function strict(schema: Json): Json {
  if (!isObject(schema)) return schema;
  const { properties } = schema;
  const isClosed = schema.type === "object" && properties !== undefined;
  const members = entries(schema).map(([key, value]) => [key, strictMember(key, value, isClosed)] as const);
  const closing: readonly (readonly [string, Json])[] = isClosed
    ? [
        ["additionalProperties", false],
        ["required", isObject(properties) ? keys(properties) : []],
      ]
    : [];
  return object([...members, ...closing]);
}

/** The form of the answer: chat's `response_format` of the request's `output_format`, or of the one in its `output_config`. */
export function answerFormat(format: Json | undefined, config: Json | undefined, way: Way): JsonObject {
  const inner = isObject(config) ? config.format : undefined;
  const asked = truthy(format) ? format : inner;
  if (!truthy(asked)) return {};
  const at = truthy(format) ? "/output_format" : "/output_config/format";
  if (!isObject(asked) || asked.type !== "json_schema" || !truthy(asked.schema)) {
    drop(way, at, "only a JSON schema can be asked of chat models");
    return {};
  }
  way.note({ pointer: at, action: "converted", reason: "strict: objects are closed and all their members required" });
  const json_schema = { name: "structured_output", schema: strict(asked.schema), strict: true };
  return { response_format: { type: "json_schema", json_schema } };
}
