import { type Json, numeric } from "@lintel/core/json";

/** A number, or a text that is one, as Python's `float` reads it; undefined for anything else. */
export function numberOf(value: Json | undefined): number | undefined {
  if (typeof value !== "string") return numeric(value);
  const text = value.trim();
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}
