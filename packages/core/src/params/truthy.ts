import { isObject, type Json, keys, numeric } from "../json/index.ts";

/** Whether Python takes a value for true. */
export function truthy(value: Json | undefined): value is Json {
  if (value === undefined || value === null || value === "" || value === false) return false;
  if (Array.isArray(value)) return value.length > 0;
  return isObject(value) ? keys(value).length > 0 : numeric(value) !== 0;
}
