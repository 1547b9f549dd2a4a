import { alikePrinter, type Json, type JsonObject, print, pythonCompact } from "@lintel/core/json";

/** JSON as pydantic and orjson print it. What they refuse is told all the same. */
export function printedChunk(value: Json): string {
  const printed = print(value, "orjson");
  return printed.ok ? printed.text : pythonCompact(value);
}

// A text that orjson refuses has all around it printed by Python.
function printedText(text: string): string | undefined {
  const printed = print(text, "orjson");
  return printed.ok ? printed.text : undefined;
}

/** Prints the chunks of one stream likewise. */
export function chunkPrinter(): (value: JsonObject) => string {
  return alikePrinter(printedChunk, printedText);
}
