import { entries, isArray, isNum, isObject, type Json, type JsonObject, object } from "@lintel/core/json";

function copyOf(value: Json): Json {
  if (isArray(value)) return value.map(copyOf);
  if (isNum(value)) return { ...value };
  return isObject(value) ? copied(value) : value;
}

/** The same object anew: what an answer tells back is no part of what was given. */
export function copied(value: JsonObject): JsonObject {
  return object(entries(value).map(([name, held]) => [name, copyOf(held)]));
}
