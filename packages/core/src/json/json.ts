import { isNum, type Num } from "./num.ts";

/** An object's members, in the order `keys` tells: integer-like keys too keep the place they were written at. */
export type JsonObject = { readonly [key: string]: Json };

/** A JSON value with Python's meaning: a `Num` stands only where a JavaScript number would lose or respell it. */
export type Json = null | boolean | number | string | Num | readonly Json[] | JsonObject;

/** Whether a value is an array. */
export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Whether a value is an object: neither null, nor an array, nor a `Num`. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isNum(value);
}

/** A value that is an object; undefined for any other. */
export function objectOf(value: Json | undefined): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}
