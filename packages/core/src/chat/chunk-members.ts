import { isArray, isObject, type Json, type JsonObject, keys, object } from "../json/index.ts";

/** A member, as an entry. */
export type Member = readonly [key: string, value: Json];

const NONE: readonly Member[] = [];

function isIndexLike(key: string): boolean {
  const first = key.charCodeAt(0);
  return first >= 48 && first <= 57;
}

/** An object of the members that are not null, in order. */
export function present(members: readonly Member[]): JsonObject {
  const made: { [key: string]: Json } = {};
  for (const [key, value] of members) {
    if (value === null) continue;
    // Setting member by member takes a third of the time of Object.fromEntries, but not these.
    if (key === "__proto__" || isIndexLike(key)) return object(members.filter(([, held]) => held !== null));
    made[key] = value;
  }
  return made;
}

/** An object with further members after its own. */
export function followed(value: JsonObject, by: readonly Member[]): JsonObject {
  return by.length === 0 ? value : present([...Object.entries(value), ...by]);
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

/** Whether a value says anything: no null, no empty text, list or object. */
export function isMeaningful(value: Json): boolean {
  if (value === null || value === "") return false;
  if (isArray(value)) return value.length > 0;
  return !isObject(value) || Object.keys(value).length > 0;
}
