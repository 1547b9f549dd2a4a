import { entries, type Json, type JsonObject, keys, object, pointer } from "@lintel/core/json";
import type { Notes, Path } from "../lax/index.ts";

/** A member, as an entry. */
export type Member = readonly [key: string, value: Json];

/** An object of the members that are not null, in order: what LiteLLM prints of a model (`exclude_none`). */
export function present(members: readonly Member[]): JsonObject {
  return object(members.filter(([, value]) => value !== null));
}

/** The object without its nulls; the same one where it has none. */
export function withoutNulls(value: JsonObject): JsonObject {
  for (const key in value) if (value[key] === null) return present(entries(value));
  return value;
}

/** The members of an object beyond the named ones, in order. */
export function others(value: JsonObject, named: ReadonlySet<string>): readonly Member[] {
  return keys(value)
    .filter((key) => !named.has(key))
    .map((key) => [key, field(value, key)]);
}

/** Members nobody knows. Python keeps those with an underscore in front to itself. */
export function extras(
  value: JsonObject,
  named: ReadonlySet<string>,
  { at, notes }: { readonly at: Path; readonly notes: Notes },
): readonly Member[] {
  return others(value, named).filter(([key]) => {
    const isShown = !key.startsWith("_");
    const reason = "LiteLLM takes the name for one of its own";
    if (!isShown) notes.loss({ pointer: pointer([...at, key]), action: "dropped", reason });
    return isShown;
  });
}

/** A member, null where there is none. */
export function field(value: JsonObject, key: string): Json {
  return (Object.hasOwn(value, key) ? value[key] : undefined) ?? null;
}
