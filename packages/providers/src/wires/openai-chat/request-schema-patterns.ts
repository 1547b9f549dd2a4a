import { child, entries, isArray, isObject, type Json, type JsonObject, object } from "@lintel/core/json";
import { isPythonRegex } from "../../python-regex/is-python-regex.ts";
import type { Lose } from "./types.ts";

const SCHEMAS: ReadonlySet<string> = new Set([
  "additionalItems",
  "additionalProperties",
  "contains",
  "else",
  "if",
  "items",
  "not",
  "propertyNames",
  "then",
  "unevaluatedItems",
  "unevaluatedProperties",
]);
const LISTS: ReadonlySet<string> = new Set(["allOf", "anyOf", "items", "oneOf", "prefixItems"]);
const MAPS: ReadonlySet<string> = new Set([
  "$defs",
  "definitions",
  "dependentSchemas",
  "patternProperties",
  "properties",
]);

interface Place {
  readonly at: string;
  readonly lose: Lose;
}

type Members = readonly (readonly [key: string, value: Json])[];

function isKept(pattern: string, { at, lose }: Place): boolean {
  const kept = isPythonRegex(pattern);
  if (!kept) lose({ pointer: at, action: "dropped", reason: "a pattern that the vendor's validator cannot compile" });
  return kept;
}

function rebuilt(value: JsonObject, after: Members): JsonObject {
  const before = entries(value);
  const isSame = after.length === before.length && after.every(([, held], index) => held === before[index]?.[1]);
  return isSame ? value : object(after);
}

function schema(value: Json, place: Place): Json {
  return isObject(value) ? withPythonPatterns(value, place) : value;
}

function keyword(key: string, value: Json, { at, lose }: Place): Json {
  if (isObject(value) && MAPS.has(key)) {
    const kept = entries(value).filter(
      ([name]) => key !== "patternProperties" || isKept(name, { at: child(at, name), lose }),
    );
    return rebuilt(
      value,
      kept.map(([name, held]) => [name, schema(held, { at: child(at, name), lose })]),
    );
  }
  if (isArray(value) && LISTS.has(key)) {
    const items = value.map((item, index) => schema(item, { at: child(at, index), lose }));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  return isObject(value) && SCHEMAS.has(key) ? withPythonPatterns(value, { at, lose }) : value;
}

/** A JSON Schema without the patterns Python's `re` cannot compile, in schema positions only. */
export function withPythonPatterns(value: JsonObject, { at, lose }: Place): JsonObject {
  const kept = entries(value).filter(
    ([key, held]) => key !== "pattern" || typeof held !== "string" || isKept(held, { at: child(at, key), lose }),
  );
  return rebuilt(
    value,
    kept.map(([key, held]) => [key, keyword(key, held, { at: child(at, key), lose })]),
  );
}
