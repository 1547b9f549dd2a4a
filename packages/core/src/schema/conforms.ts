import { isArray, isObject, type Json, type JsonObject, keys } from "../json/index.ts";
import { ARRAY_RULES } from "./array-rules.ts";
import { LOGIC_RULES } from "./logic-rules.ts";
import { OBJECT_RULES } from "./object-rules.ts";
import type { Rule } from "./rule.ts";
import { VALUE_RULES } from "./value-rules.ts";
import { all, type Verdict } from "./verdict.ts";

const RULES: Readonly<Record<string, Rule>> = { ...VALUE_RULES, ...ARRAY_RULES, ...OBJECT_RULES, ...LOGIC_RULES };

/** How deep schemas may refer to schemas, and how many are looked at: some never end. */
const MOST_DEPTH = 100;
const MOST_CHECKS = 50_000;

/** A dialect of JSON Schema: of which keywords it knows nothing, and whether a reference stands alone. */
interface Dialect {
  readonly unknown: ReadonlySet<string>;
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

/** What a reference within the schema points at; undefined for any other. */
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

/** Keywords a dialect does not know are none. */
function known(schema: JsonObject, { unknown }: Dialect): JsonObject {
  const names = keys(schema).filter((name) => !unknown.has(name));
  return Object.fromEntries(names.map((name) => [name, schema[name] ?? null]));
}

/**
 * Whether a value is one of a schema's, as Python's `jsonschema` tells: https://json-schema.org/draft/2020-12. Drafts before the
 * seventh, references out of the schema, what is evaluated elsewhere and patterns that could be searched for ever stay open.
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
