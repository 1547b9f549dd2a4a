import { isArray, isObject, type Json } from "../json/index.ts";
import { pythonType } from "./python-type.ts";
import { truthy } from "./truthy.ts";

/** What Python's `dict()` raises over a value that is no mapping; undefined where it raises nothing. */
export function dictProblem(value: Json | undefined): string | undefined {
  if (!truthy(value) || isObject(value)) return undefined;
  const first = isArray(value) ? value[0] : typeof value === "string" ? value.charAt(0) : undefined;
  if (first === undefined) return `'${pythonType(value)}' object is not iterable`;
  const length = isArray(first) || typeof first === "string" ? first.length : undefined;
  if (length === undefined) return "cannot convert dictionary update sequence element #0 to a sequence";
  return length === 2 ? undefined : `dictionary update sequence element #0 has length ${length}; 2 is required`;
}
