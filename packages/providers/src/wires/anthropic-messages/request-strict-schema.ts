import { pythonStr } from "@lintel/core";
import {
  child,
  entries,
  isArray,
  isInt,
  isObject,
  type Json,
  type JsonObject,
  numeric,
  object,
  pythonDumps,
} from "@lintel/core/json";
import { rebuilt } from "../../tool-schemas/index.ts";
import type { Lose } from "./types.ts";

/** Keywords no grammar can keep to, and how a description says them, in LiteLLM's order (`filter_anthropic_output_schema`). */
const SAID: readonly (readonly [keyword: string, label: string])[] = [
  ["minItems", "minimum number of items: {}"],
  ["maxItems", "maximum number of items: {}"],
  ["uniqueItems", "all array items must be unique"],
  ["contains", "array must contain an item matching: {}"],
  ["minContains", "minimum number of matching items: {}"],
  ["maxContains", "maximum number of matching items: {}"],
  ["prefixItems", "leading items must match, in order: {}"],
  ["minimum", "minimum value: {}"],
  ["maximum", "maximum value: {}"],
  ["exclusiveMinimum", "exclusive minimum value: {}"],
  ["exclusiveMaximum", "exclusive maximum value: {}"],
  ["multipleOf", "must be a multiple of {}"],
  ["minLength", "minimum length: {}"],
  ["maxLength", "maximum length: {}"],
  ["minProperties", "minimum number of properties: {}"],
  ["maxProperties", "maximum number of properties: {}"],
  ["patternProperties", "properties whose names match each pattern must satisfy: {}"],
  ["propertyNames", "property names must satisfy: {}"],
  ["dependentRequired", "dependent required properties: {}"],
  ["dependentSchemas", "dependent schemas: {}"],
  ["unevaluatedProperties", "unevaluated properties must satisfy: {}"],
  ["if", "conditional (if): {}"],
  ["then", "conditional (then): {}"],
  ["else", "conditional (else): {}"],
  ["not", "must not match: {}"],
];
const REFUSED: ReadonlySet<string> = new Set(SAID.map(([keyword]) => keyword));

const IS_TYPE: Readonly<Record<string, (value: Json) => boolean>> = {
  null: (value) => value === null,
  boolean: (value) => typeof value === "boolean",
  integer: (value) => isInt(value),
  number: (value) => numeric(value) !== undefined,
  string: (value) => typeof value === "string",
  array: isArray,
  object: isObject,
};

interface Place {
  readonly at: string;
  readonly lose: Lose;
}

function hasOtherEnum({ enum: values, type }: JsonObject): boolean {
  if (!isArray(values) || type === undefined || type === null) return false;
  if (isArray(type)) return true;
  const isOf = typeof type === "string" && Object.hasOwn(IS_TYPE, type) ? IS_TYPE[type] : undefined;
  return isOf !== undefined && !values.every(isOf);
}

function written(value: Json): string {
  return isArray(value) || isObject(value) ? pythonDumps(value) : pythonStr(value);
}

function said(schema: JsonObject): string | undefined {
  const notes = SAID.flatMap(([keyword, label]) => {
    const value = schema[keyword];
    return value === undefined || value === false ? [] : [label.replace("{}", () => written(value))];
  });
  return notes.length === 0 ? undefined : `Note: ${notes.join(", ")}.`;
}

function strict(value: Json, place: Place): Json {
  return isObject(value) ? strictSchema(value, place) : value;
}

function members(value: JsonObject, { at, lose }: Place): JsonObject {
  return rebuilt(
    value,
    entries(value).map(([key, held]) => [key, strict(held, { at: child(at, key), lose })]),
  );
}

function items(value: readonly Json[], { at, lose }: Place): readonly Json[] {
  return value.map((item, index) => strict(item, { at: child(at, index), lose }));
}

function keyword([key, value]: readonly [string, Json], place: Place): readonly [string, Json] {
  const inner = { ...place, at: child(place.at, key) };
  if ((key === "properties" || key === "$defs") && isObject(value)) return [key, members(value, inner)];
  if (key === "items" && isObject(value)) return [key, strictSchema(value, inner)];
  if (key === "allOf" && isArray(value)) return [key, items(value, inner)];
  return [key, value];
}

/** `oneOf` as `anyOf`, after what stands there. */
function alternatives(schema: JsonObject, place: Place): readonly (readonly [string, Json])[] {
  const found = entries(schema).filter(([key, value]) => (key === "anyOf" || key === "oneOf") && isArray(value));
  const all = found.flatMap(([key, value]) =>
    isArray(value) ? items(value, { ...place, at: child(place.at, key) }) : [],
  );
  return found.length === 0 ? [] : [["anyOf", all]];
}

/** A schema for Anthropic's structured output: what its grammar cannot keep to is said in the description instead. */
export function strictSchema(schema: JsonObject, place: Place): JsonObject {
  const { at, lose } = place;
  const note = said(schema);
  const { description = "" } = schema;
  const described =
    note === undefined
      ? []
      : [["description", description === "" ? note : `${pythonStr(description)} ${note}`] as const];
  const isLoose = hasOtherEnum(schema);
  const anyOf = alternatives(schema, place);
  const kept = entries(schema).flatMap((member): readonly (readonly [string, Json])[] => {
    const [key, value] = member;
    if (REFUSED.has(key) || (key === "type" && isLoose)) {
      const reason =
        isLoose && key === "type" ? "its enum is of another type" : "not kept to; its description tells it";
      lose({ pointer: child(at, key), action: key === "type" ? "dropped" : "converted", reason });
      return [];
    }
    if (key === "description" && described.length > 0) return [];
    if ((key === "anyOf" || key === "oneOf") && isArray(value)) return anyOf;
    return [keyword(member, place)];
  });
  const made = object([...described, ...kept]);
  return made.type === "object" ? object([...entries(made), ["additionalProperties", false]]) : made;
}
