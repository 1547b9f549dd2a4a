import { isObject, type JsonObject, keys, object, overlaid, parse } from "@lintel/core/json";
import type { Refused } from "../answer/envelope.ts";
import { formParts } from "./form-parts.ts";
import type { KnownBodies, KnownBody, LikeBody } from "./known-bodies.ts";
import { jsonTrouble } from "./orjson/json-trouble.ts";

export type BodyRead =
  | {
      readonly read: "body";
      readonly value: JsonObject;
      /** The one that is known, where it differs from that in what it says alone. */
      readonly like?: LikeBody;
      /** What is known of it from now on. */
      readonly known?: KnownBody | undefined;
    }
  | { readonly read: "refused"; readonly refused: Refused };

function refused(message: string): Extract<BodyRead, { read: "refused" }> {
  return {
    read: "refused",
    refused: { status: 400, message, type: "invalid_request_error", param: "request_body" },
  };
}

function invalid(reason: string): BodyRead {
  return refused(`Invalid JSON payload: ${reason}`);
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

const JSON_TYPE = "application/json";
const MULTIPART = "multipart/form-data";
const FORM = "application/x-www-form-urlencoded";

function mediaType(type: string): string {
  return type === JSON_TYPE ? type : (type.split(";", 1)[0] ?? "").trim().toLowerCase();
}

/** A form that cannot be read. */
export function badForm(reason: string): Extract<BodyRead, { read: "refused" }> {
  return refused(`Invalid form payload: 400: ${reason}`);
}

/** A form of parts has no fields that a JSON route knows; what is none is refused. */
function readParts(bytes: Uint8Array, type: string): BodyRead {
  const form = formParts(bytes, type);
  return form.read === "refused" ? badForm(form.reason) : { read: "body", value: {} };
}

const AMPERSAND = 0x26;

/** Fields that a form has at the most, and members that an object has: Starlette's number for a form of parts. */
const MOST_FIELDS = 1000;

function hasTooMany(bytes: Uint8Array): boolean {
  let at = -1;
  for (let count = 0; count < MOST_FIELDS; count++) {
    at = bytes.indexOf(AMPERSAND, at + 1);
    if (at === -1) return false;
  }
  return true;
}

/** A form whose fields are joined by `&`: of 60 MB of them two gigabytes would be made. */
function readFields(bytes: Uint8Array): BodyRead {
  if (hasTooMany(bytes)) return badForm(`Too many fields. Maximum number of fields is ${MOST_FIELDS}.`);
  return { read: "body", value: object([...new URLSearchParams(textOf(bytes) ?? "")]) };
}

/** Half a pair of surrogates, as JSON escapes it: no provider could be told it. */
const HALVED = /\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F]/;

function isHalved(text: string): boolean {
  return text.includes("\\u") && HALVED.test(text);
}

function readJson(text: string, bodies: KnownBodies | undefined): BodyRead {
  const isWhole = !isHalved(text);
  const like = isWhole ? bodies?.find(text) : undefined;
  if (like !== undefined) return { read: "body", value: overlaid(like.known.template.rest, like.said.members), like };
  const read = parse(text, { nonFinite: false });
  const trouble = read.ok && isWhole ? undefined : jsonTrouble(text);
  if (trouble !== undefined) return invalid(trouble);
  if (!read.ok) return invalid(read.message);
  const { value } = read;
  if (!isObject(value)) return invalid("expected an object");
  // 300,000 members, in 3.5 MB, held everybody up for 7 s.
  if (keys(value).length > MOST_FIELDS)
    return invalid(`Too many members. Maximum number of members is ${MOST_FIELDS}.`);
  return { read: "body", value, known: isWhole ? bodies?.saw(text, value) : undefined };
}

/** A request's body as an object; an empty one is empty. It is compared with those of its route that are known. */
export function readBody(bytes: Uint8Array, type = "", bodies: KnownBodies | undefined = undefined): BodyRead {
  if (bytes.length === 0) return { read: "body", value: {} };
  const media = mediaType(type);
  if (media === MULTIPART) return readParts(bytes, type);
  if (media === FORM) return readFields(bytes);
  const text = textOf(bytes);
  return text === undefined
    ? invalid("str is not valid UTF-8: surrogates not allowed: line 1 column 1 (char 0)")
    : readJson(text, bodies);
}
