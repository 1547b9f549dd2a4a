import { child, entries, isArray, isObject, type Json, type JsonObject, object } from "@lintel/core/json";
import type { Lose } from "../wires/translation.ts";

const COMBINATORS = ["allOf", "anyOf", "oneOf"] as const;
const REJECTED = ["enum", "const", "not"] as const;
const CONTAINERS: readonly (readonly [prefix: string, container: string])[] = [
  ["#/$defs/", "$defs"],
  ["#/definitions/", "definitions"],
];
const DEEPEST = 32;

/** What has been looked up in one schema; `null` where a branch cannot be merged. */
interface Search {
  readonly root: JsonObject;
  readonly expanded: Map<string, JsonObject | null>;
  readonly seen: ReadonlySet<string>;
  readonly depth: number;
}

interface Group {
  readonly combinator: (typeof COMBINATORS)[number];
  readonly branches: readonly JsonObject[];
}

function own(value: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

function propertiesOf(schema: JsonObject): JsonObject {
  const found = own(schema, "properties");
  return isObject(found) ? found : {};
}

function requiredOf(schema: JsonObject): readonly string[] {
  const found = own(schema, "required");
  return isArray(found) ? found.filter((name) => typeof name === "string") : [];
}

function requiredTogether({ combinator, branches }: Group): readonly string[] {
  const [first = [], ...rest] = branches.map(requiredOf);
  return combinator === "allOf"
    ? [first, ...rest].flat()
    : first.filter((name) => rest.every((it) => it.includes(name)));
}

function target(root: JsonObject, ref: string): JsonObject | undefined {
  const [prefix = "", container = ""] = CONTAINERS.find(([it]) => ref.startsWith(it)) ?? [];
  const definitions = container === "" ? undefined : own(root, container);
  const found = isObject(definitions) ? own(definitions, ref.slice(prefix.length)) : undefined;
  return isObject(found) ? found : undefined;
}

function mergeable(branch: Json, search: Search): JsonObject | null {
  if (!isObject(branch) || search.depth > DEEPEST) return null;
  const ref = own(branch, "$ref");
  if (typeof ref !== "string") {
    const flat = flatten(branch, search);
    return COMBINATORS.some((it) => Object.hasOwn(flat, it)) ? null : flat;
  }
  const known = search.expanded.get(ref);
  if (known !== undefined) return known;
  if (search.seen.has(ref)) return null;
  const found = target(search.root, ref);
  const deeper = { ...search, seen: new Set([...search.seen, ref]), depth: search.depth + 1 };
  const result = found === undefined ? null : mergeable(found, deeper);
  search.expanded.set(ref, result);
  return result;
}

function groupsOf(schema: JsonObject, search: Search): readonly Group[] | null {
  const deeper = { ...search, depth: search.depth + 1 };
  const groups = COMBINATORS.flatMap((combinator) => {
    const branches = own(schema, combinator);
    return isArray(branches) ? [{ combinator, branches: branches.map((branch) => mergeable(branch, deeper)) }] : [];
  });
  const isWhole = groups.every(({ branches }) => branches.every((branch) => branch !== null));
  return isWhole
    ? groups.map(({ combinator, branches }) => ({ combinator, branches: branches.filter((branch) => branch !== null) }))
    : null;
}

function isObjectSchema(schema: JsonObject): boolean {
  return own(schema, "type") === "object" || (!Object.hasOwn(schema, "type") && Object.hasOwn(schema, "properties"));
}

function byCodePoint(left: string, right: string): number {
  const [a, b] = [[...left], [...right]];
  const at = a.findIndex((char, index) => char !== b[index]);
  if (at === -1) return a.length - b.length;
  return (a[at]?.codePointAt(0) ?? 0) - (b[at]?.codePointAt(0) ?? -1);
}

function flatten(schema: JsonObject, search: Search): JsonObject {
  const combined = COMBINATORS.filter((it) => isArray(own(schema, it)));
  const dropped: readonly string[] = [...combined, ...REJECTED.filter((key) => Object.hasOwn(schema, key))];
  if (dropped.length === 0) return schema;
  const groups = groupsOf(schema, search);
  if (groups === null) return schema;
  const branches = groups.flatMap((group) => group.branches);
  const isUnion = !Object.hasOwn(schema, "type") && branches.length > 0 && branches.every(isObjectSchema);
  if (!isObjectSchema(schema) && !isUnion) return schema;
  const properties = object([...branches.toReversed(), schema].flatMap((source) => entries(propertiesOf(source))));
  const required = [...new Set([...requiredOf(schema), ...groups.flatMap(requiredTogether)])].sort(byCodePoint);
  return object([
    ...entries(schema).filter(([key]) => !dropped.includes(key)),
    ["type", "object"],
    ["properties", properties],
    ...(required.length > 0 ? [["required", required] as const] : []),
  ]);
}

/**
 * A tool's schema without combinators, `enum`, `const` and `not` at its top, which OpenAI refuses there: the branches'
 * properties become optional ones of one object. What cannot be merged whole stays as it is.
 */
export function withoutTopCombinators(
  schema: JsonObject,
  { at, lose }: { readonly at: string; readonly lose: Lose },
): JsonObject {
  const flat = flatten(schema, { root: schema, expanded: new Map(), seen: new Set(), depth: 0 });
  for (const [key] of entries(schema).filter(([it]) => !Object.hasOwn(flat, it)))
    lose({
      pointer: child(at, key),
      action: "converted",
      reason: "merged into one object: refused at the top of a tool's schema",
    });
  return flat;
}
