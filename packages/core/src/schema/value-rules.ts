import { isArray, isFloat, isInt, isObject, type Json, numeric, sameValue } from "../json/index.ts";
import { bounded } from "./bounded.ts";
import { isMatch } from "./python-pattern.ts";
import type { Rule } from "./rule.ts";
import { type Verdict, verdict } from "./verdict.ts";

const TYPES: Readonly<Record<string, (value: Json) => boolean>> = {
  array: isArray,
  boolean: (value) => typeof value === "boolean",
  integer: (value) => isInt(value) || Number.isInteger(numeric(value)),
  null: (value) => value === null,
  number: (value) => numeric(value) !== undefined,
  object: isObject,
  string: (value) => typeof value === "string",
};

function isOf(value: Json, type: Json): Verdict {
  if (typeof type !== "string" || !Object.hasOwn(TYPES, type)) return "open";
  return verdict(TYPES[type]?.(value) === true);
}

function isSame(one: Json, other: Json): boolean {
  return sameValue(one, other) === undefined;
}

/** A text's length in code points, as Python counts it. */
function length(value: Json): number | undefined {
  return typeof value === "string" ? [...value].length : undefined;
}

/** `multipleOf` as Python's `jsonschema` reckons it: by the quotient where the keyword's number is a float, else by the remainder. */
const multipleOf: Rule = ({ value, rule }) => {
  const [told, of] = [numeric(value), numeric(rule)];
  if (told === undefined) return "holds";
  if (of === undefined || of <= 0) return "open";
  return verdict(isFloat(rule) ? Number.isInteger(told / of) : told % of === 0);
};

/** The keywords of any value, of numbers and of texts. */
export const VALUE_RULES: Readonly<Record<string, Rule>> = {
  type({ value, rule }) {
    if (!isArray(rule)) return isOf(value, rule);
    const found = rule.map((type) => isOf(value, type));
    return found.includes("open") ? "open" : verdict(found.includes("holds"));
  },
  const: ({ value, rule }) => verdict(isSame(value, rule)),
  enum: ({ value, rule }) => (isArray(rule) ? verdict(rule.some((it) => isSame(value, it))) : "open"),
  minimum: bounded(numeric, (value, least) => value >= least),
  maximum: bounded(numeric, (value, most) => value <= most),
  exclusiveMinimum: bounded(numeric, (value, least) => value > least),
  exclusiveMaximum: bounded(numeric, (value, most) => value < most),
  multipleOf,
  minLength: bounded(length, (points, least) => points >= least),
  maxLength: bounded(length, (points, most) => points <= most),
  pattern({ value, rule }) {
    if (typeof value !== "string") return "holds";
    return typeof rule === "string" ? isMatch(rule, value) : "open";
  },
};
