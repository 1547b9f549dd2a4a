import { isArray, isObject, type Json } from "./json.ts";
import { isNum } from "./num.ts";
import { entries, object } from "./order.ts";

/** JSON in JavaScript's own numbers. */
export type PlainJson = null | boolean | number | string | readonly PlainJson[] | { readonly [key: string]: PlainJson };

/**
 * A value in JavaScript's own numbers: `1.0` becomes 1, an integer beyond 2^53 the nearest number. A value without a `Num`
 * is given back itself; a caller who needs every digit keeps the `Json`.
 */
export function toPlain(value: Json): PlainJson {
  return (holdsNum(value) ? withoutNum(value) : value) as PlainJson;
}

function holdsNum(value: Json): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (isArray(value)) return value.some(holdsNum);
  return isObject(value) ? Object.values(value).some(holdsNum) : true;
}

function withoutNum(value: Json): Json {
  if (isNum(value)) return value.value;
  if (isArray(value)) return value.map(withoutNum);
  if (isObject(value)) return object(entries(value).map(([key, member]) => [key, withoutNum(member)] as const));
  return value;
}
