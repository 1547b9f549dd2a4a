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
  const taking: Taking = { path: [], ancestors: new Set(), fault: undefined };
  const taken = take(value, taking);
  return taking.fault ?? { ok: true, value: taken };
}

interface Taking {
  readonly path: (string | number)[];
  readonly ancestors: Set<unknown>;
  fault: Extract<Taken, { readonly ok: false }> | undefined;
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
  if (ancestors.has(value)) return refuse(taking, "a value that holds itself has no JSON form");
  if (ancestors.size === DEEPEST) return refuse(taking, `nested deeper than ${DEEPEST} levels`);
  if (!Array.isArray(value) && !isPlainObject(value)) return refuse(taking, `a ${className(value)} has no JSON form`);
  ancestors.add(value);
  const taken = Array.isArray(value) ? takeArray(value, taking) : takeObject(value, taking);
  ancestors.delete(value);
  return taken;
}

function takeArray(value: readonly unknown[], taking: Taking): Json {
  return Array.from(value, (item, at) => takeChild(item, { taking, at }));
}

function takeObject(value: object, taking: Taking): Json {
  const members = keys(value as JsonObject).flatMap((key) => {
    const member: unknown = (value as JsonObject)[key];
    return member === undefined ? [] : [[key, takeChild(member, { taking, at: key })] as const];
  });
  return object(members);
}

function takeChild(value: unknown, { taking, at }: { readonly taking: Taking; readonly at: string | number }): Json {
  if (taking.fault !== undefined) return null;
  taking.path.push(at);
  const taken = take(value, taking);
  taking.path.pop();
  return taken;
}

function refuse(taking: Taking, message: string): null {
  taking.fault = { ok: false, pointer: pointer(taking.path), message };
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
