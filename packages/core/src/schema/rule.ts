import type { Json, JsonObject } from "../json/index.ts";
import type { Verdict } from "./verdict.ts";

/** What a keyword is applied to. */
export interface Ruled {
  /** The value that is checked. */
  readonly value: Json;
  /** The keyword's own value: `3` of `{ "minItems": 3 }`. */
  readonly rule: Json;
  /** The schema the keyword stands in, for the keywords that look at others. */
  readonly schema: JsonObject;
}

/** Checks a value, or a part of it, under a subschema. */
export type Under = (value: Json, schema: Json) => Verdict;

/** One keyword: its verdict on a value. */
export type Rule = (ruled: Ruled, under: Under) => Verdict;
