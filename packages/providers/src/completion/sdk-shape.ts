import { entries, float, isArray, isInt, isObject, type Json, keys, object } from "@lintel/core/json";
import { any, decimal, int, list, model, nullable, type Reader, read, text } from "../lax/index.ts";
import { field, type Member } from "./members.ts";
import { bool, either, literal, mapOf } from "./readers.ts";

/** A type of the OpenAI SDK: how it is validated, and what is made of a value that does not fit. */
export interface Shape {
  readonly read: Reader;
  construct(value: Json): Json;
}

function loose(reader: Reader): Shape {
  return { read: reader, construct: (value) => value };
}

export const ANY: Shape = loose(any);
export const TEXT: Shape = loose(text);
export const INT: Shape = loose(int);
export const BOOL: Shape = loose(bool);
export const FLOAT: Shape = {
  read: decimal,
  construct: (value) => {
    if (typeof value === "boolean") return float(value ? 1 : 0);
    return isInt(value) ? float(typeof value === "number" ? value : value.value) : value;
  },
};

export function oneOf(...texts: readonly string[]): Shape {
  return loose(literal(...texts));
}

export function listOf(shape: Shape): Shape {
  return {
    read: list(shape.read),
    construct: (value) => (isArray(value) ? value.map(shape.construct) : value),
  };
}

export function dictOf(shape: Shape): Shape {
  return {
    read: mapOf(shape.read),
    construct: (value) =>
      isObject(value) ? object(entries(value).map(([key, held]) => [key, shape.construct(held)])) : value,
  };
}

/** Null, or a value of the type: validated if it can be, else made of what is there. */
export function optional(shape: Shape): Shape {
  return { read: nullable(shape.read), construct: (value) => settled(value, { shape, fallback: shape.construct }) };
}

function settled(
  value: Json,
  { shape, fallback }: { readonly shape: Shape; readonly fallback: (value: Json) => Json },
): Json {
  if (value === null) return null;
  const found = read(shape.read, value);
  return found.ok ? found.value : fallback(value);
}

/** One of several models, told apart by their `type`; the first where that tells nothing. */
export function variants(byType: Readonly<Record<string, Shape>>): Shape {
  const shapes = Object.values(byType);
  const union: Shape = { read: either(shapes.map((shape) => shape.read)), construct: (value) => value };
  const chosen = (value: Json): Json => {
    const type = isObject(value) && typeof value.type === "string" ? value.type : "";
    const shape = Object.hasOwn(byType, type) ? byType[type] : shapes[0];
    return shape === undefined ? value : shape.construct(value);
  };
  return { ...union, construct: (value) => settled(value, { shape: union, fallback: chosen }) };
}

/** A model: its fields in order, null where there is none, then whatever else is there. `required` holds for validation only. */
export function modelOf(
  fields: Readonly<Record<string, Shape>>,
  required: readonly string[] = Object.keys(fields),
): Shape {
  const known = Object.entries(fields);
  const readers = Object.fromEntries(known.map(([key, shape]) => [key, shape.read]));
  const build = (value: Json): Json => {
    if (!isObject(value)) return value;
    const members = known.map(([key, shape]): Member => {
      const held = field(value, key);
      return [key, held === null ? null : shape.construct(held)];
    });
    const rest = keys(value).filter((key) => !Object.hasOwn(fields, key));
    return object([...members, ...rest.map((key): Member => [key, field(value, key)])]);
  };
  return {
    read: model({ name: "", fields: readers, required, extra: "allow" }),
    construct: (value) => (isArray(value) ? value.map(build) : build(value)),
  };
}
