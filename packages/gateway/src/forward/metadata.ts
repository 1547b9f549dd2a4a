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

function objectIn(value: Json): JsonObject | undefined {
  if (isObject(value)) return value;
  const read = typeof value === "string" ? parse(value) : undefined;
  return read?.ok === true && isObject(read.value) ? read.value : undefined;
}

/** A request whose metadata are objects, or texts that hold one as a form's fields do; refused where they are neither (`_normalized_metadata_object`). */
export function readMetadata(body: JsonObject): MetadataRead {
  const told = FIELDS.flatMap((name) => {
    const value = body[name] ?? null;
    return value === null || isObject(value) ? [] : [{ name, value, object: objectIn(value) }];
  });
  const wrong = told.find(({ object }) => object === undefined);
  if (wrong === undefined) {
    const read = told.flatMap(({ name, object }) => (object === undefined ? [] : [[name, object] as const]));
    return { read: "body", body: told.length === 0 ? body : { ...body, ...Object.fromEntries(read) } };
  }
  const { name, value } = wrong;
  const message = `Invalid type for '${name}': expected an object, but got ${typeOf(value)} instead.`;
  return { read: "refused", refused: { status: 400, message, type: "bad_request_error", param: name } };
}
