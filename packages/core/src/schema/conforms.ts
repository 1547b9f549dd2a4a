import { isArray, isObject, type Json, type JsonObject, keys } from "../json/index.ts";
import { ARRAY_RULES } from "./array-rules.ts";
import { LOGIC_RULES } from "./logic-rules.ts";
import { OBJECT_RULES } from "./object-rules.ts";
import type { Rule } from "./rule.ts";
import { VALUE_RULES } from "./value-rules.ts";
import { all, type Verdict } from "./verdict.ts";

const RULES: Readonly<Record<string, Rule>> = { ...VALUE_RULES, ...ARRAY_RULES, ...OBJECT_RULES, ...LOGIC_RULES };

/** How deep subschemas may be nested, references followed; a schema may refer to itself. */
const MOST_DEPTH = 100;
/** How many subschemas one check may look at, a subschema that is met again counted again. */
const MOST_CHECKS = 50_000;

/** A draft of JSON Schema. */
interface Dialect {
  /** Keywords that the draft does not have: they are not looked at. */
  readonly unknown: ReadonlySet<string>;
  /** Whether the keywords beside a `$ref` are not looked at. */
  readonly isAlone: boolean;
}

const NEWEST: Dialect = { unknown: new Set(["additionalItems", "dependencies"]), isAlone: false };

const DIALECTS: Readonly<Record<string, Dialect>> = {
  "http://json-schema.org/draft-07/schema": {
    unknown: new Set([
      "dependentRequired",
      "dependentSchemas",
      "maxContains",
      "minContains",
      "prefixItems",
      "unevaluatedItems",
      "unevaluatedProperties",
    ]),
    isAlone: true,
  },
  "https://json-schema.org/draft/2019-09/schema": {
    unknown: new Set(["dependencies", "prefixItems"]),
    isAlone: false,
  },
};

const OLD = /^https?:\/\/json-schema\.org\/draft-0[346]\//;

function dialectOf(schema: Json): Dialect | undefined {
  const { $schema: told = null } = isObject(schema) ? schema : {};
  if (typeof told !== "string") return NEWEST;
  const name = told.endsWith("#") ? told.slice(0, -1) : told;
  if (OLD.test(name)) return undefined;
  return Object.hasOwn(DIALECTS, name) ? DIALECTS[name] : NEWEST;
}

/** The subschema that a reference such as `#/$defs/a` points at; undefined for one that leads out of the schema or nowhere. */
function target(root: Json, reference: Json): Json | undefined {
  if (reference === "#") return root;
  if (typeof reference !== "string" || !reference.startsWith("#/") || reference.includes("%")) return undefined;
  const steps = reference.slice(2).split("/");
  return steps.reduce<Json | undefined>((at, step) => {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (isArray(at)) return /^\d+$/.test(name) ? at[Number(name)] : undefined;
    return isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  }, root);
}

/** A schema without the keywords that its dialect does not have. */
function known(schema: JsonObject, { unknown }: Dialect): JsonObject {
  const names = keys(schema).filter((name) => !unknown.has(name));
  return Object.fromEntries(names.map((name) => [name, schema[name] ?? null]));
}

/**
 * Whether a value is valid under a JSON Schema (https://json-schema.org/draft/2020-12), as Python's `jsonschema` tells. The verdict is
 * `open`, which is neither yes nor no, where the schema needs what is not decided here: drafts before the seventh, references out of
 * the schema, `$dynamicRef`, members or items for an `unevaluated…` keyword, patterns that are too costly to search, more than 100
 * levels or 50,000 subschemas. A rule that surely fails decides all the same.
 */
export function conforms(value: Json, root: Json): Verdict {
  const dialect = dialectOf(root);
  if (dialect === undefined) return "open";
  let checks = 0;

  function within(told: Json, schema: Json, depth: number): Verdict {
    checks += 1;
    if (checks > MOST_CHECKS || depth > MOST_DEPTH) return "open";
    if (typeof schema === "boolean") return schema ? "holds" : "fails";
    if (!isObject(schema) || dialect === undefined) return "open";
    const { $ref: reference } = schema;
    const referred = reference === undefined ? undefined : within(told, target(root, reference) ?? null, depth + 1);
    if (referred !== undefined && dialect.isAlone) return referred;
    const rules = known(schema, dialect);
    const verdicts = keys(rules).map((name): Verdict => {
      const rule = Object.hasOwn(RULES, name) ? RULES[name] : undefined;
      const ruled = { value: told, rule: rules[name] ?? null, schema: rules };
      return rule?.(ruled, (part, under) => within(part, under, depth + 1)) ?? "holds";
    });
    return all(referred === undefined ? verdicts : [referred, ...verdicts]);
  }

  return within(value, root, 0);
}
