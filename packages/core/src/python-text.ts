import { type Json, pythonRepr } from "./json/index.ts";

/** A value as Python's `str` writes it: a text as it is, anything else as `repr`. */
export function pythonStr(value: Json): string {
  return typeof value === "string" ? value : pythonRepr(value);
}

export { pythonRepr };
