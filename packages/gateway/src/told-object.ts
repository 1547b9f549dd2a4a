import { isObject, type Json, type JsonObject, parse } from "@lintel/core/json";

/** What is told as an object, or as the text of one, as forms tell it. */
export function toldObject(value: Json | undefined): JsonObject | undefined {
  if (isObject(value)) return value;
  if (typeof value !== "string" || !value.trimStart().startsWith("{")) return undefined;
  const read = parse(value);
  return read.ok && isObject(read.value) ? read.value : undefined;
}
