import { alikePrinter, type Json, type JsonObject, print, pythonCompact } from "@lintel/core/json";

/** JSON as pydantic and orjson print it. What they refuse is told all the same. */
export function printedChunk(value: Json): string {
  const printed = print(value, "orjson");
  return printed.ok ? printed.text : pythonCompact(value);
}

/** JSON as orjson prints it; nothing for what it refuses, which has all around it printed by Python. */
export function strictlyPrinted(value: Json): string | undefined {
  const printed = print(value, "orjson");
  return printed.ok ? printed.text : undefined;
}

/** Prints the chunks of one stream likewise. */
export function chunkPrinter(): (value: JsonObject) => string {
  return alikePrinter(printedChunk, strictlyPrinted);
}
