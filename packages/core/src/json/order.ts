import type { Json, JsonObject } from "./json.ts";

/** Orders that the engine cannot keep: it puts integer-like keys first, ascending. */
const orders = new WeakMap<JsonObject, readonly string[]>();

const MEMBER = { writable: true, enumerable: true, configurable: true } as const;

/** An object with these members, in this order; of equal keys the first gives the place and the last the value, as in Python. */
export function object(members: Iterable<readonly [key: string, value: Json]>): JsonObject {
  const list = Array.isArray(members) ? members : [...members];
  const made: Record<string, Json> = {};
  let isNumbered = false;
  // Member by member: Object.fromEntries takes four times as long.
  for (const [key, value] of list) {
    if (key === "__proto__") Object.defineProperty(made, key, { ...MEMBER, value });
    else made[key] = value;
    isNumbered ||= startsWithDigit(key);
  }
  if (isNumbered)
    rememberOrder(
      made,
      list.map(([key]) => key),
    );
  return made;
}

/** An object's keys in the order they were written. */
export function keys(value: JsonObject): readonly string[] {
  const native = Object.keys(value);
  return startsWithDigit(native[0]) ? (orders.get(value) ?? native) : native;
}

/** An object's members in the order they were written. */
export function entries(value: JsonObject): readonly (readonly [key: string, value: Json])[] {
  const native = Object.entries(value);
  return startsWithDigit(native[0]?.[0]) ? keys(value).flatMap((key) => member(value, key)) : native;
}

function member(value: JsonObject, key: string): readonly (readonly [key: string, value: Json])[] {
  const held = value[key];
  return held === undefined ? [] : [[key, held]];
}

/** An object with some members changed, where they stand, and new ones after them. */
export function withMembers(value: JsonObject, members: JsonObject): JsonObject {
  for (const key in value) {
    if (startsWithDigit(key)) return object([...entries(value), ...entries(members)]);
    break;
  }
  for (const key in members) {
    if (startsWithDigit(key)) return object([...entries(value), ...entries(members)]);
    break;
  }
  // One copy of the engine's: member by member it takes ten times as long.
  return { ...value, ...members };
}

/** Keeps the order these keys, perhaps repeated, were written in, where the engine's differs. */
export function rememberOrder(value: JsonObject, written: readonly string[]): void {
  const order = [...new Set(written)];
  const native = Object.keys(value);
  if (order.some((key, at) => key !== native[at])) orders.set(value, order);
}

/** Whether a member of this name is not just set, and copied: the engine puts numbers first, and takes one name for the prototype's. */
export function isOddName(name: string): boolean {
  return startsWithDigit(name) || name === "__proto__";
}

/** Whether a key can be one that the engine moves to the front. */
export function startsWithDigit(key: string | undefined): boolean {
  const first = key?.charCodeAt(0);
  return first !== undefined && first >= 48 && first <= 57;
}
