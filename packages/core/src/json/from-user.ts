import type { Json, JsonObject } from "./json.ts";
import { float, int, isNum } from "./num.ts";
import { keys, object } from "./order.ts";
import { pointer } from "./pointer.ts";

/** A caller's value as JSON, or the JSON pointer of what is none, and why. */
export type Taken =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly pointer: string; readonly message: string };

const DEEPEST = 1000;

/**
 * Copies a JavaScript value into JSON: undefined members are left out, a bigint and an integer beyond 2^53 keep every digit,
 * a `Num` is taken as it is. Functions, symbols, class instances, cycles, undefined elements and what lies deeper than 1,000
 * levels are refused.
 */
export function fromUser(value: unknown): Taken {
  const taking: Taking = { ancestors: [], path: [], refusal: undefined };
  const taken = take(value, taking);
  const { refusal, path } = taking;
  return refusal === undefined
    ? { ok: true, value: taken }
    : { ok: false, pointer: pointer(path.toReversed()), message: refusal };
}

/** The same of a value that `parse` read and nobody changes: as it is, without a look at it. */
export function fromParsed(value: unknown): Taken {
  return { ok: true, value: value as Json };
}

interface Taking {
  /** What is being copied, from the root down. A list: most values are a few levels deep, and a set takes longer to fill. */
  readonly ancestors: object[];
  /** From what was refused up to the root. */
  readonly path: (string | number)[];
  refusal: string | undefined;
}

function take(value: unknown, taking: Taking): Json {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      if (Number.isSafeInteger(value)) return value + 0;
      return Number.isInteger(value) ? int(value) : float(value);
    case "bigint":
      return int(value);
    case "object":
      return value === null || isNum(value) ? value : takeBranch(value, taking);
    default:
      return refuse(taking, value === undefined ? "undefined has no JSON form" : `a ${typeof value} has no JSON form`);
  }
}

function takeBranch(value: object, taking: Taking): Json {
  const { ancestors } = taking;
  if (ancestors.includes(value)) return refuse(taking, "a value that holds itself has no JSON form");
  if (ancestors.length === DEEPEST) return refuse(taking, `nested deeper than ${DEEPEST} levels`);
  if (!Array.isArray(value) && !isPlainObject(value)) return refuse(taking, `a ${className(value)} has no JSON form`);
  ancestors.push(value);
  const taken = Array.isArray(value) ? takeArray(value, taking) : takeObject(value as JsonObject, taking);
  ancestors.pop();
  return taken;
}

function takeArray(value: readonly unknown[], taking: Taking): Json {
  const items: Json[] = [];
  for (let at = 0; at < value.length; at++) {
    items.push(take(value[at], taking));
    if (isRefused(taking, at)) break;
  }
  return items;
}

function takeObject(value: JsonObject, taking: Taking): Json {
  const members: (readonly [string, Json])[] = [];
  for (const key of keys(value)) {
    const member: unknown = value[key];
    if (member === undefined) continue;
    members.push([key, take(member, taking)]);
    if (isRefused(taking, key)) break;
  }
  return object(members);
}

function isRefused({ refusal, path }: Taking, at: string | number): boolean {
  if (refusal !== undefined) path.push(at);
  return refusal !== undefined;
}

function refuse(taking: Taking, message: string): null {
  taking.refusal = message;
  return null;
}

/** Whether an object's prototype is none or a realm's Object.prototype. */
function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function className(value: object): string {
  const { constructor: made } = value;
  return typeof made === "function" && made.name !== "" ? made.name : "class instance";
}
