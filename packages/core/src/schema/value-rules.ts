import { isArray, isFloat, isInt, isObject, type Json, numeric, sameValue } from "../json/index.ts";
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

/** A rule over numbers alone, given both as JavaScript's. */
function ofNumbers(holds: (value: number, rule: number) => boolean): Rule {
  return ({ value, rule }) => {
    const [told, bound] = [numeric(value), numeric(rule)];
    if (told === undefined) return "holds";
    return bound === undefined ? "open" : verdict(holds(told, bound));
  };
}

/** A rule over a text's length in code points. */
function ofLengths(holds: (length: number, rule: number) => boolean): Rule {
  return ({ value, rule }) => {
    const bound = numeric(rule);
    if (typeof value !== "string") return "holds";
    return bound === undefined ? "open" : verdict(holds([...value].length, bound));
  };
}

/** As Python reckons: a float's quotient, an int's remainder. */
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
  minimum: ofNumbers((value, least) => value >= least),
  maximum: ofNumbers((value, most) => value <= most),
  exclusiveMinimum: ofNumbers((value, least) => value > least),
  exclusiveMaximum: ofNumbers((value, most) => value < most),
  multipleOf,
  minLength: ofLengths((length, least) => length >= least),
  maxLength: ofLengths((length, most) => length <= most),
  pattern({ value, rule }) {
    if (typeof value !== "string") return "holds";
    return typeof rule === "string" ? isMatch(rule, value) : "open";
  },
};
