import { pythonType, truthy } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";

function lacks(value: Json, attribute: string): string {
  return `'${pythonType(value)}' object has no attribute '${attribute}'`;
}

function choiceFault(choice: Json): string | undefined {
  if (!isObject(choice)) return lacks(choice, "delta");
  const { delta = null } = choice;
  return delta === null || isObject(delta) ? undefined : lacks(delta, "content");
}

/** What Python says of a chunk whose `choices` are not what LiteLLM reads them for. */
export function shapeFault({ choices = null }: JsonObject): string | undefined {
  if (!truthy(choices)) return undefined;
  if (isArray(choices)) return choiceFault(choices[0] ?? null);
  if (isObject(choices)) return "0";
  return typeof choices === "string" ? lacks(choices, "delta") : `object of type '${pythonType(choices)}' has no len()`;
}

/** What Python says of a frame that is JSON but no object. */
export function frameFault(frame: Json): string {
  return lacks(frame, "choices");
}
