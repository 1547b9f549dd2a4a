import { int, isInt, type Json, type Num, numeric } from "../json/index.ts";

/** A value read as an int as pydantic reads one: `"5"`, `5.0` and `true` are ints too; undefined for what is none. */
export function toInt(value: Json | undefined): number | Num | undefined {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "string")
    return /^\s*[+-]?\d+(?:\.0+)?\s*$/.test(value) ? int(value.trim().replace(/^\+|\.0+$/g, "")) : undefined;
  if (isInt(value)) return value;
  const number = numeric(value);
  return number !== undefined && Number.isInteger(number) ? int(number) : undefined;
}
