import { isArray, type Json, numeric, sameValue } from "../json/index.ts";
import { bounded } from "./bounded.ts";
import type { Rule, Ruled, Under } from "./rule.ts";
import { all, between, type Verdict, verdict } from "./verdict.ts";

/** The most items that `uniqueItems` compares, each with each; of longer lists its verdict is open. */
const MOST_COMPARED = 1000;

/** The number of a list's items. */
function size(value: Json): number | undefined {
  return isArray(value) ? value.length : undefined;
}

function each(values: readonly Json[], schema: Json, under: Under): Verdict {
  return all(values.map((value) => under(value, schema)));
}

function placed(values: readonly Json[], schemas: readonly Json[], under: Under): Verdict {
  return all(schemas.slice(0, values.length).map((schema, at) => under(values[at] ?? null, schema)));
}

/** One schema for all items, or, before 2020, one for each of the first. */
function items({ value, rule, schema }: Ruled, under: Under): Verdict {
  if (!isArray(value)) return "holds";
  if (isArray(rule)) return placed(value, rule, under);
  const { prefixItems: first } = schema;
  return each(isArray(first) ? value.slice(first.length) : value, rule, under);
}

function contains({ value, rule, schema }: Ruled, under: Under): Verdict {
  if (!isArray(value)) return "holds";
  const { minContains: least = 1, maxContains: most = null } = schema;
  const found = value.map((item) => under(item, rule));
  return between(found, { least: numeric(least) ?? 1, most: numeric(most) ?? Number.POSITIVE_INFINITY });
}

function isUnique(values: readonly Json[]): boolean {
  return values.every((one, at) => values.slice(0, at).every((other) => sameValue(one, other) !== undefined));
}

/** The keywords of arrays. */
export const ARRAY_RULES: Readonly<Record<string, Rule>> = {
  minItems: bounded(size, (items, least) => items >= least),
  maxItems: bounded(size, (items, most) => items <= most),
  prefixItems: ({ value, rule }, under) => {
    if (!isArray(value)) return "holds";
    return isArray(rule) ? placed(value, rule, under) : "open";
  },
  items,
  additionalItems: ({ value, rule, schema: { items: first = null } }, under) =>
    isArray(value) && isArray(first) ? each(value.slice(first.length), rule, under) : "holds",
  contains,
  uniqueItems: ({ value, rule }) => {
    if (!isArray(value) || rule !== true) return "holds";
    return value.length > MOST_COMPARED ? "open" : verdict(isUnique(value));
  },
  unevaluatedItems: ({ value }) => (isArray(value) && value.length > 0 ? "open" : "holds"),
};
