import { isArray, isObject, type Json, type JsonObject, keys, object, pointer } from "@lintel/core/json";
import type { Problem, Reader } from "./notes.ts";

/** Anything, as it is. */
export const any: Reader = (value) => value;

/** A text, and nothing that could be made one. */
export const text: Reader = (value, at, notes) => {
  if (typeof value !== "string")
    notes.problem({ at, type: "string_type", message: "Input should be a valid string", input: value });
  return value;
};

/** An object with any members. */
export const record: Reader = (value, at, notes) => {
  if (!isObject(value))
    notes.problem({ at, type: "dict_type", message: "Input should be a valid dictionary", input: value });
  return value;
};

/** Null, or what the reader takes. */
export function nullable(reader: Reader): Reader {
  return (value, at, notes) => (value === null ? null : reader(value, at, notes));
}

type Refusal = Pick<Problem, "type" | "message">;

function arrayOf(reader: Reader, refusal: (value: Json) => Refusal): Reader {
  return (value, at, notes) => {
    if (isArray(value)) return value.map((item, index) => reader(item, [...at, index], notes));
    notes.problem({ at, ...refusal(value), input: value });
    return null;
  };
}

/** An array of what the reader takes. */
export function list(reader: Reader): Reader {
  return arrayOf(reader, () => ({ type: "list_type", message: "Input should be a valid list" }));
}

/** The same where pydantic wants a tuple. */
export function tuple(reader: Reader): Reader {
  return arrayOf(reader, () => ({ type: "tuple_type", message: "Input should be a valid tuple" }));
}

/** The same where pydantic wants a `Sequence`. */
export function sequence(reader: Reader): Reader {
  return arrayOf(reader, (value) =>
    typeof value === "string"
      ? { type: "sequence_str", message: "'str' instances are not allowed as a Sequence value" }
      : { type: "is_instance_of", message: "Input should be an instance of Sequence" },
  );
}

/** A pydantic model: its name in messages, its fields in the order they are printed. */
export interface Model {
  readonly name: string;
  readonly fields: Readonly<Record<string, Reader>>;
  /** Fields that must be there; any other has its default, or null, when absent. */
  readonly required?: readonly string[];
  readonly defaults?: Readonly<Record<string, Json>>;
  /** Whether members beyond the fields are kept, after them, or lost. */
  readonly extra: "allow" | "ignore";
  /** Whether nulls are left out. */
  readonly isSparse?: boolean;
}

/** An object as a model prints it: every field, then the rest if the model keeps it. */
export function model({ name, fields, required = [], defaults = {}, extra, isSparse = false }: Model): Reader {
  const known = Object.entries(fields);
  return (value, at, notes) => {
    if (!isObject(value)) {
      const message = `Input should be a valid dictionary or instance of ${name}`;
      notes.problem({ at, type: "model_type", message, input: value });
      return null;
    }
    const field = (key: string, reader: Reader): Json => {
      const found = member(value, key);
      if (found !== undefined) return reader(found, [...at, key], notes);
      if (required.includes(key))
        notes.problem({ at: [...at, key], type: "missing", message: "Field required", input: value });
      return defaults[key] ?? null;
    };
    const members: (readonly [string, Json])[] = [];
    const add = (key: string, held: Json): void => {
      if (!isSparse || held !== null) members.push([key, held]);
    };
    for (const [key, reader] of known) add(key, field(key, reader));
    for (const key of keys(value)) {
      if (Object.hasOwn(fields, key)) continue;
      if (extra === "allow") add(key, value[key] ?? null);
      else notes.loss({ pointer: pointer([...at, key]), action: "dropped", reason: `${name} has no such field` });
    }
    return object(members);
  };
}

function member(value: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
