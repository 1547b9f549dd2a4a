import { type Attempt, got, raises } from "../client/attempt.ts";
import { isArray, isObject, type Json, keys } from "../json/index.ts";
import { pythonType } from "../params/python-type.ts";

/** Python's `value[key]`. */
export function item(value: Json | undefined, key: string): Attempt<Json> {
  if (isObject(value)) {
    const held = value[key];
    return held === undefined ? raises(`'${key}'`) : got(held);
  }
  if (typeof value === "string") return raises("string indices must be integers, not 'str'");
  if (isArray(value)) return raises("list indices must be integers or slices, not str");
  return raises(`'${pythonType(value ?? null)}' object is not subscriptable`);
}

/** What Python says of an attribute that a value does not have. */
export function lacks(value: Json, attribute: string): Attempt<never> {
  return raises(`'${pythonType(value)}' object has no attribute '${attribute}'`);
}

/** What a loop over a value goes through. */
export function looped(value: Json): Attempt<readonly Json[]> {
  if (isArray(value)) return got(value);
  if (isObject(value)) return got(keys(value));
  return typeof value === "string" ? got([...value]) : raises(`'${pythonType(value)}' object is not iterable`);
}

/** Whether a text is `in` a value. */
export function holds(value: Json, text: string): Attempt<boolean> {
  if (typeof value === "string") return got(value.includes(text));
  const members = looped(value);
  return members.ok
    ? got(members.value.includes(text))
    : raises(`argument of type '${pythonType(value)}' is not iterable`);
}

/** A type as `type()` prints it. */
export function typeName(value: Json): string {
  return `<class '${pythonType(value)}'>`;
}
