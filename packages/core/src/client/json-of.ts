import { fromUser, type Json } from "../json/index.ts";

/** A caller's value as JSON; null for a value that `fromUser` refuses, such as a function, and for undefined. */
export function jsonOf(value: unknown): Json {
  const taken = fromUser(value ?? null);
  return taken.ok ? taken.value : null;
}
