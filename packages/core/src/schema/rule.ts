import type { Json, JsonObject } from "../json/index.ts";
import type { Verdict } from "./verdict.ts";

/** A keyword of a schema, beside its others, and the value it is about. */
export interface Ruled {
  readonly value: Json;
  readonly rule: Json;
  readonly schema: JsonObject;
}

/** Checks a value under a schema within the one that is checked. */
export type Under = (value: Json, schema: Json) => Verdict;

/** What one keyword says of a value. */
export type Rule = (ruled: Ruled, under: Under) => Verdict;
