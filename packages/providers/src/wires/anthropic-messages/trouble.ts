import { pythonType } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";

/** Takes the words of what Python raises over a reply; the first counts, and what it gives back is never shown. */
export interface Trouble {
  raise(text: string): void;
  /** The first words, if there were any. */
  text(): string | undefined;
}

/** No trouble yet. */
export function trouble(): Trouble {
  let first: string | undefined;
  return {
    raise(text) {
      first ??= text;
    },
    text: () => first,
  };
}

/** What Python says of `value["key"]` where it is not to be had. */
function notThere(value: Json, key: string): string {
  if (isObject(value)) return `'${key}'`;
  if (typeof value === "string") return "string indices must be integers, not 'str'";
  if (isArray(value)) return "list indices must be integers or slices, not str";
  return `'${pythonType(value)}' object is not subscriptable`;
}

/** A member that has to be there. */
export function needed(value: Json, key: string, { raise }: Trouble): Json {
  const held = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  if (held !== undefined) return held;
  raise(notThere(value, key));
  return null;
}

/** A value that Python asks for a member with `.get`. */
export function mapping(value: Json, { raise }: Trouble): JsonObject {
  if (isObject(value)) return value;
  raise(`'${pythonType(value)}' object has no attribute 'get'`);
  return {};
}

/** The items of a value that Python goes through. */
export function items(value: Json, { raise }: Trouble): readonly Json[] {
  if (isArray(value)) return value;
  if (typeof value === "string") return [...value];
  if (isObject(value)) return Object.keys(value);
  raise(`'${pythonType(value)}' object is not iterable`);
  return [];
}

/** A text that Python adds to another. */
export function addedText(value: Json, { raise }: Trouble): string {
  if (typeof value === "string") return value;
  raise(`can only concatenate str (not "${pythonType(value)}") to str`);
  return "";
}
