import { entries, type Json, type JsonObject, object, withMembers } from "@lintel/core/json";
import type { Lose, MessagesVendor, Raise } from "./types.ts";

/** What a translation tells of itself besides its value. */
export interface Notes {
  readonly lose: Lose;
  readonly raise: Raise;
}

/** The model a translation is for, and who brings it. */
export interface Addressee {
  readonly vendor: MessagesVendor;
  /** The model's name without the provider's prefix. */
  readonly model: string;
}

/** An object with one member more, or with another value in its place. */
export function put(value: JsonObject, key: string, member: Json): JsonObject {
  return withMembers(value, { [key]: member });
}

/** An object without some members. */
export function without(value: JsonObject, ...keys: readonly string[]): JsonObject {
  return keys.some((key) => Object.hasOwn(value, key) && value[key] !== undefined)
    ? object(entries(value).filter(([key]) => !keys.includes(key)))
    : value;
}

/** What Python's code raises on its way, as the first failure of a translation. */
export function pythonError(text: string): { readonly raised: { readonly text: string }; readonly isEarly: true } {
  return { raised: { text }, isEarly: true };
}
