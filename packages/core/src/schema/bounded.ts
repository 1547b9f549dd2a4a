import { type Json, numeric } from "../json/index.ts";
import type { Rule } from "./rule.ts";
import { verdict } from "./verdict.ts";

/** A keyword that bounds what is measured of a value, such as its length; it holds for values of which nothing is measured. */
export function bounded(
  measure: (value: Json) => number | undefined,
  holds: (measured: number, bound: number) => boolean,
): Rule {
  return ({ value, rule }) => {
    const measured = measure(value);
    if (measured === undefined) return "holds";
    const bound = numeric(rule);
    return bound === undefined ? "open" : verdict(holds(measured, bound));
  };
}
