import { isFloat, isNum, type Json } from "../json/index.ts";

/** A value's type by its name in Python: `NoneType`, `dict` … */
export function pythonType(value: Json): string {
  if (value === null) return "NoneType";
  if (Array.isArray(value)) return "list";
  if (typeof value === "number" || isNum(value)) return isFloat(value) ? "float" : "int";
  return { boolean: "bool", string: "str", object: "dict" }[typeof value as "boolean" | "string" | "object"];
}
