import { pythonStr, pythonType, type Reply } from "@lintel/core";
import { isArray, isObject, type Json } from "@lintel/core/json";
import type { Raised } from "../../faults/index.ts";

/** What LiteLLM raises over a reply that tells of an error, or is no object. */
export function refusal(value: Json, { status }: Reply): Raised | undefined {
  if (isObject(value))
    return value.error === undefined ? undefined : { text: pythonStr(value.error), status, isHeadTold: true };
  if (typeof value === "string") return { text: "string indices must be integers, not 'str'" };
  if (isArray(value)) return { text: "list indices must be integers or slices, not str" };
  return { text: `argument of type '${pythonType(value)}' is not iterable` };
}
