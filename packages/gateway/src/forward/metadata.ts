import { isArray, isInt, isNum, isObject, type Json, type JsonObject, parse } from "@lintel/core/json";
import type { Refused } from "../answer/envelope.ts";

const FIELDS = ["metadata", "litellm_metadata"] as const;

export type MetadataRead =
  | { readonly read: "body"; readonly body: JsonObject }
  | { readonly read: "refused"; readonly refused: Refused };

function typeOf(value: Json): string {
  if (typeof value === "boolean") return "a boolean";
  if (typeof value === "number" || isNum(value)) return isInt(value) ? "an integer" : "a number";
  return isArray(value) ? "an array" : "a string";
}

function isPlain(value: Json | undefined): boolean {
  return value === undefined || value === null || isObject(value);
}

function objectIn(value: Json): JsonObject | undefined {
  if (isObject(value)) return value;
  const read = typeof value === "string" ? parse(value) : undefined;
  return read?.ok === true && isObject(read.value) ? read.value : undefined;
}

/** A request whose metadata are objects, or texts that hold one as a form's fields do; refused where they are neither (`_normalized_metadata_object`). */
export function readMetadata(body: JsonObject): MetadataRead {
  if (FIELDS.every((name) => isPlain(body[name]))) return { read: "body", body };
  const told = FIELDS.flatMap((name) => {
    const { [name]: value = null } = body;
    return isPlain(value) ? [] : [{ name, value, object: objectIn(value) }];
  });
  const wrong = told.find(({ object }) => object === undefined);
  if (wrong === undefined) {
    const read = told.flatMap(({ name, object }) => (object === undefined ? [] : [[name, object] as const]));
    return { read: "body", body: { ...body, ...Object.fromEntries(read) } };
  }
  const { name, value } = wrong;
  const message = `Invalid type for '${name}': expected an object, but got ${typeOf(value)} instead.`;
  return { read: "refused", refused: { status: 400, message, type: "bad_request_error", param: name } };
}
