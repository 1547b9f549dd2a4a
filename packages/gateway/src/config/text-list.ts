import { isArray, type Json } from "@lintel/core/json";

/** Whether a value is a text. */
export function isText(value: Json): value is string {
  return typeof value === "string";
}

/** Whether a value is a list of nothing but texts. */
export function isTextList(value: Json): value is readonly string[] {
  return isArray(value) && value.every(isText);
}
