import type { JsonObject } from "@lintel/core/json";
import { isPythonRegex } from "../python-regex/is-python-regex.ts";
import type { Lose } from "../wires/translation.ts";
import { withoutKeywords } from "./walk.ts";

interface Place {
  readonly at: string;
  readonly lose: Lose;
}

function isKept(pattern: string, { at, lose }: Place): boolean {
  const kept = isPythonRegex(pattern);
  if (!kept) lose({ pointer: at, action: "dropped", reason: "a pattern that the vendor's validator cannot compile" });
  return kept;
}

/** A JSON Schema without the patterns Python's `re` cannot compile, in schema positions only. */
export function withPythonPatterns(value: JsonObject, { at, lose }: Place): JsonObject {
  return withoutKeywords(value, {
    at,
    keyword: (key, held, place) => key !== "pattern" || typeof held !== "string" || isKept(held, { at: place, lose }),
    name: (name, map, place) => map !== "patternProperties" || isKept(name, { at: place, lose }),
  });
}
