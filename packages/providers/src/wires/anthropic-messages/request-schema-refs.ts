import { pythonType } from "@lintel/core";
import { entries, isArray, isNum, isObject, type Json, type JsonObject, object } from "@lintel/core/json";
import { type Notes, pythonError, without } from "./notes.ts";

/** Bytes of schemas that are written out in place of references, LiteLLM's `DEFS_MAX_INLINED_BYTES`. */
const MOST_BYTES = 10_000_000;

function lastPart(ref: string): string {
  return ref.slice(ref.lastIndexOf("/") + 1);
}

function mapped(value: Json, change: (member: Json) => Json): Json {
  if (isArray(value)) return value.map(change);
  return isObject(value) ? object(entries(value).map(([key, member]) => [key, change(member)])) : value;
}

/** A schema whose every reference points to `/$defs/`: LiteLLM's `_dict_to_response_format_helper`. */
export function pointedRefs(schema: JsonObject, notes: Notes): JsonObject {
  const point = (value: Json): Json => {
    const inner = mapped(value, point);
    if (!isObject(inner) || inner.$ref === undefined) return inner;
    const { $ref } = inner;
    if (typeof $ref !== "string")
      return notes.raise(pythonError(`'${pythonType($ref)}' object has no attribute 'split'`));
    return object(entries(inner).map(([key, held]) => [key, key === "$ref" ? `/$defs/${lastPart($ref)}` : held]));
  };
  const pointed = point(schema);
  return isObject(pointed) ? pointed : schema;
}

// As LiteLLM's `_estimate_json_bytes` reckons, whose limit decides what is refused.
function estimate(value: Json): number {
  if (typeof value === "string") return value.length + 2;
  if (value === null || value === true) return 4;
  if (value === false) return 5;
  if (isArray(value))
    return 2 + Math.max(0, value.length - 1) + value.reduce<number>((sum, it) => sum + estimate(it), 0);
  if (isNum(value) || typeof value === "number") return 24;
  return entries(value).reduce((sum, [key, held]) => sum + key.length + 4 + estimate(held), 2);
}

function membersOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

interface Scope {
  readonly defs: JsonObject;
  /** References being written out, which are not again. */
  readonly chain: readonly string[];
}

/** Definitions as a node's own change them. Most have none, and all of them copied at each node would take the square of the time. */
function withOwn(defs: JsonObject, { $defs, definitions }: JsonObject): JsonObject {
  return $defs === undefined && definitions === undefined
    ? defs
    : { ...defs, ...membersOf($defs), ...membersOf(definitions) };
}

/** A schema with its definitions written out where they are referred to, circles left as they are: LiteLLM's `unpack_defs`. */
export function unpackedRefs(schema: JsonObject, defs: JsonObject, notes: Notes): JsonObject {
  let bytes = 0;

  function resolved(node: JsonObject, { defs: known, chain }: Scope): Json {
    const name = typeof node.$ref === "string" ? lastPart(node.$ref) : "";
    const target = Object.hasOwn(known, name) ? known[name] : undefined;
    if (chain.includes(name) || target === undefined || target === null) return node;
    if (!isObject(target)) return target;
    bytes += estimate(target);
    if (bytes > MOST_BYTES) {
      const text = `unpack_defs: inlined schema exceeded the ${MOST_BYTES.toLocaleString("en-US")}-byte budget. Refusing to deep-copy further to prevent schema-bomb resource exhaustion.`;
      return notes.raise(pythonError(text));
    }
    return walked(target, { defs: withOwn(known, target), chain: [...chain, name] });
  }

  function walked(node: Json, scope: Scope): Json {
    if (isArray(node)) return node.map((item) => walked(item, scope));
    if (!isObject(node)) return node;
    if (node.$ref !== undefined) return resolved(node, scope);
    const inner = withOwn(scope.defs, node);
    return object(entries(node).map(([key, held]) => [key, walked(held, { ...scope, defs: inner })]));
  }

  const whole = walked(schema, { defs: withOwn(defs, schema), chain: [] });
  return isObject(whole) ? whole : schema;
}

/** A schema whose definitions stand under names Anthropic does not read, written out: LiteLLM's `unpack_legacy_defs`. */
export function withoutOldDefs(schema: JsonObject, notes: Notes): JsonObject {
  const { components, definitions } = schema;
  const isOpenApi = isObject(components) && isObject(components.schemas);
  if (definitions === undefined && !isOpenApi) return schema;
  const defs = { ...membersOf(membersOf(components).schemas), ...membersOf(definitions) };
  return unpackedRefs(without(schema, "components", "definitions"), defs, notes);
}
