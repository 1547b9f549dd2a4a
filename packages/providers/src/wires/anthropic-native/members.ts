import { entries, type Json, type JsonObject, object } from "@lintel/core/json";

/** An object with one member more, or with another value in its place. */
export function put(value: JsonObject, key: string, member: Json): JsonObject {
  return object([...entries(value), [key, member]]);
}

/** An object without some members. */
export function without(value: JsonObject, ...keys: readonly string[]): JsonObject {
  return keys.some((key) => value[key] !== undefined)
    ? object(entries(value).filter(([key]) => !keys.includes(key)))
    : value;
}
