import { child, entries, isArray, isObject, type Json, type JsonObject, object } from "@lintel/core/json";

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

/** What stays of a schema. */
export interface Keeping {
  /** Whether a schema keeps one of its keywords, which stands at the JSON pointer. */
  keyword(key: string, value: Json, at: string): boolean;
  /** Whether a keyword whose members are named freely keeps one; all of them unless given. */
  name?(name: string, map: string, at: string): boolean;
}

interface Place extends Keeping {
  readonly at: string;
}

/** The value, the very same if its members are. */
export function rebuilt(value: JsonObject, after: readonly (readonly [key: string, value: Json])[]): JsonObject {
  const before = entries(value);
  const isSame = after.length === before.length && after.every(([, held], index) => held === before[index]?.[1]);
  return isSame ? value : object(after);
}

function schema(value: Json, place: Place): Json {
  return isObject(value) ? withoutKeywords(value, place) : value;
}

function keyword(key: string, value: Json, place: Place): Json {
  const { at } = place;
  if (isObject(value) && MAPS.has(key)) {
    const kept = entries(value).filter(([name]) => place.name?.(name, key, child(at, name)) ?? true);
    return rebuilt(
      value,
      kept.map(([name, held]) => [name, schema(held, { ...place, at: child(at, name) })]),
    );
  }
  if (isArray(value) && LISTS.has(key)) {
    const items = value.map((item, index) => schema(item, { ...place, at: child(at, index) }));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  return isObject(value) && SCHEMAS.has(key) ? withoutKeywords(value, place) : value;
}

/** A JSON Schema without some of its keywords, in schema positions only: names of properties and example data are no keywords. */
export function withoutKeywords(value: JsonObject, place: Place): JsonObject {
  const { at } = place;
  const kept = entries(value).filter(([key, held]) => place.keyword(key, held, child(at, key)));
  return rebuilt(
    value,
    kept.map(([key, held]) => [key, keyword(key, held, { ...place, at: child(at, key) })]),
  );
}
