import { isArray, isObject, type Json, type JsonObject, keys } from "../json/index.ts";
import { bounded } from "./bounded.ts";
import { isMatch } from "./python-pattern.ts";
import type { Rule, Ruled, Under } from "./rule.ts";
import { all, type Verdict, verdict } from "./verdict.ts";

/** The number of an object's members. */
function size(value: Json): number | undefined {
  return isObject(value) ? keys(value).length : undefined;
}

function member(value: JsonObject, name: string): Json {
  return Object.hasOwn(value, name) ? (value[name] ?? null) : null;
}

/** A keyword whose value is an object, each member of which rules members of the checked object; all of them have to hold. */
function byName(holds: (value: JsonObject, named: readonly [name: string, rule: Json], under: Under) => Verdict): Rule {
  return ({ value, rule }, under) => {
    if (!isObject(value)) return "holds";
    return isObject(rule) ? all(keys(rule).map((name) => holds(value, [name, member(rule, name)], under))) : "open";
  };
}

function hasAll(value: JsonObject, names: Json): Verdict {
  if (!isArray(names)) return "open";
  return verdict(names.every((name) => typeof name === "string" && Object.hasOwn(value, name)));
}

function patternsOf({ schema: { patternProperties: patterns = null } }: Ruled): readonly string[] {
  return isObject(patterns) ? keys(patterns) : [];
}

/** `additionalProperties`: the members that neither `properties` nor `patternProperties` of the same schema name. */
function additional(ruled: Ruled, under: Under): Verdict {
  const { value, rule, schema } = ruled;
  if (!isObject(value)) return "holds";
  const { properties = null } = schema;
  const patterns = patternsOf(ruled);
  const found = keys(value).map((name): Verdict => {
    if (isObject(properties) && Object.hasOwn(properties, name)) return "holds";
    const matches = patterns.map((pattern) => isMatch(pattern, name));
    if (matches.includes("holds")) return "holds";
    return matches.includes("open") ? "open" : under(member(value, name), rule);
  });
  return all(found);
}

const dependent = byName((value, [name, rule], under) =>
  Object.hasOwn(value, name) ? (isArray(rule) ? hasAll(value, rule) : under(value, rule)) : "holds",
);

/** The keywords of objects. */
export const OBJECT_RULES: Readonly<Record<string, Rule>> = {
  minProperties: bounded(size, (members, least) => members >= least),
  maxProperties: bounded(size, (members, most) => members <= most),
  required: ({ value, rule }) => (isObject(value) ? hasAll(value, rule) : "holds"),
  properties: byName((value, [name, rule], under) =>
    Object.hasOwn(value, name) ? under(member(value, name), rule) : "holds",
  ),
  patternProperties: byName((value, [pattern, rule], under) =>
    all(
      keys(value).map((name) => {
        const matches = isMatch(pattern, name);
        return matches === "holds" ? under(member(value, name), rule) : matches === "open" ? "open" : "holds";
      }),
    ),
  ),
  additionalProperties: additional,
  propertyNames: ({ value, rule }, under) =>
    isObject(value) ? all(keys(value).map((name) => under(name, rule))) : "holds",
  dependentRequired: dependent,
  dependentSchemas: dependent,
  dependencies: dependent,
  unevaluatedProperties: ({ value }) => (isObject(value) && keys(value).length > 0 ? "open" : "holds"),
};
