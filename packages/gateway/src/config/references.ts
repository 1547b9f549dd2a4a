import { entries, isArray, isObject, type Json, type JsonObject, object } from "@lintel/core/json";
import type { Place, Placed } from "./placed.ts";

const MARK = "os.environ/";

export type Environment = Readonly<Record<string, string>>;

/** A variable that is named but not there. */
export interface MissingVariable {
  readonly name: string;
  readonly place: Place;
}

/** A value with what its references stand for in place, and the variables that are not there. */
export interface Resolved {
  readonly placed: Placed;
  readonly missing: readonly MissingVariable[];
}

/** What a text stands for: a variable's value, which is a boolean where it says `true` or `false`; null where there is none. */
export function referenced(text: string, env: Environment): Json {
  const name = variableName(text);
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  return (value === undefined ? undefined : truthWord(value)) ?? value ?? null;
}

/** What a text says that LiteLLM takes for a boolean; undefined for any other (`str_to_bool`). */
export function truthWord(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  return word === "true" || word === "false" ? word === "true" : undefined;
}

/** Whether a value is a reference to a variable. */
export function isReference(value: Json | undefined): value is string {
  return typeof value === "string" && value.startsWith(MARK);
}

/** The name of the variable a reference names. */
export function variableName(reference: string): string {
  return reference.replaceAll(MARK, "");
}

/** Every reference in an object, and in the objects of its lists, resolved; a text that stands in a list is left alone, as LiteLLM does. */
export function resolveReferences(placed: Placed, env: Environment): Resolved {
  const missing: MissingVariable[] = [];
  return { placed: inObject(placed, { env, missing }), missing };
}

interface Resolving {
  readonly env: Environment;
  readonly missing: MissingVariable[];
}

function inObject(placed: Placed, resolving: Resolving): Placed {
  if (placed.members === undefined) return placed;
  const members = new Map([...placed.members].map(([key, member]) => [key, inMember(member, resolving)] as const));
  return { ...placed, value: object([...members].map(([key, { value }]) => [key, value] as const)), members };
}

function inMember(member: Placed, resolving: Resolving): Placed {
  const { value, place } = member;
  if (isReference(value)) {
    const found = referenced(value, resolving.env);
    const name = variableName(value);
    if (found === null) resolving.missing.push({ name, place });
    return { value: found, place, variable: name };
  }
  if (isObject(value)) return inObject(member, resolving);
  if (!isArray(value)) return member;
  const items = (member.items ?? []).map((item) => inObject(item, resolving));
  return { ...member, value: items.map((item) => item.value), items };
}

/** Parameters whose references are looked up twice more, as LiteLLM does: a variable may name a variable. */
export function referencedAgain(params: JsonObject, env: Environment): JsonObject {
  const once = referencedOnce(params, env);
  return once === params ? params : referencedOnce(once, env);
}

function referencedOnce(params: JsonObject, env: Environment): JsonObject {
  const members = entries(params);
  if (!members.some(([, value]) => isReference(value))) return params;
  return object(members.map(([key, value]) => [key, isReference(value) ? referenced(value, env) : value] as const));
}
