import { isArray, isObject, type Json, type JsonObject, keys, object } from "../json/index.ts";
import { isOddName } from "../json/order.ts";

/** A member, as an entry. */
export type Member = readonly [key: string, value: Json];

const NONE: readonly Member[] = [];

/** An object of the members that are not null, in order. */
export function present(members: readonly Member[]): JsonObject {
  return object(members.filter(([, value]) => value !== null));
}

/** The members of an object that are neither null nor named, in order. */
export function others(value: JsonObject, named: ReadonlySet<string>): readonly Member[] {
  let found: Member[] | undefined;
  for (const key of keys(value)) {
    const held = value[key] ?? null;
    if (held === null || named.has(key)) continue;
    found ??= [];
    found.push([key, held]);
  }
  return found ?? NONE;
}

/** An object, just made, with members more at its end. */
export function extended(made: Record<string, Json>, more: readonly Member[]): JsonObject {
  if (more.some(([key]) => isOddName(key))) return object([...Object.entries(made), ...more]);
  for (const [key, value] of more) made[key] = value;
  return made;
}

/** Whether a value says anything: no null, no empty text, list or object. */
export function isMeaningful(value: Json): boolean {
  if (value === null || value === "") return false;
  if (isArray(value)) return value.length > 0;
  return !isObject(value) || Object.keys(value).length > 0;
}
