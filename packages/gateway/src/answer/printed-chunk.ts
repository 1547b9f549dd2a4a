import { type JsonObject, print, pythonCompact } from "@lintel/core/json";

/** JSON as pydantic and orjson print it. What they refuse is told all the same. */
export function printedChunk(value: JsonObject): string {
  const printed = print(value, "orjson");
  return printed.ok ? printed.text : pythonCompact(value);
}
