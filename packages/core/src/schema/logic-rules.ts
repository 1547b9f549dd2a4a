import { isArray, type Json } from "../json/index.ts";
import type { Rule, Ruled, Under } from "./rule.ts";
import { all, between, not, type Verdict } from "./verdict.ts";

function among(combine: (verdicts: readonly Verdict[]) => Verdict): Rule {
  return ({ value, rule }, under) => (isArray(rule) ? combine(rule.map((schema) => under(value, schema))) : "open");
}

function branch(condition: Verdict, met: Verdict, unmet: Verdict): Verdict {
  if (condition === "open") return met === unmet ? met : "open";
  return condition === "holds" ? met : unmet;
}

function conditional({ value, rule, schema }: Ruled, under: Under): Verdict {
  const given = (name: string): Json => schema[name] ?? true;
  return branch(under(value, rule), under(value, given("then")), under(value, given("else")));
}

/** The keywords that put schemas together. */
export const LOGIC_RULES: Readonly<Record<string, Rule>> = {
  allOf: among(all),
  anyOf: among((verdicts) => between(verdicts, { least: 1, most: Number.POSITIVE_INFINITY })),
  oneOf: among((verdicts) => between(verdicts, { least: 1, most: 1 })),
  not: ({ value, rule }, under) => not(under(value, rule)),
  if: conditional,
  $dynamicRef: () => "open",
  $recursiveRef: () => "open",
};
