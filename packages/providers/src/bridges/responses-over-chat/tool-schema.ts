import { pythonStr, truthy } from "@lintel/core";
import { isObject, type Json, type JsonObject } from "@lintel/core/json";

/** A schema that says what it is of. */
export function typedSchema(schema: Json | undefined): JsonObject {
  const given = isObject(schema) ? schema : {};
  return Object.hasOwn(given, "type") ? given : { ...given, type: "object" };
}

/** Python's `str()` of a text that may be missing. */
export function shownText(value: Json | undefined): string {
  return truthy(value) ? pythonStr(value ?? "") : "";
}
