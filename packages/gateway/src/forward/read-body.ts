import { isObject, type JsonObject, object, parse } from "@lintel/core/json";
import type { Refused } from "../answer/envelope.ts";

export type BodyRead =
  | { readonly read: "body"; readonly value: JsonObject }
  | { readonly read: "refused"; readonly refused: Refused };

function refused(message: string): BodyRead {
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

const BOUNDARY = /boundary=/i;

/** A form's fields as texts: what LiteLLM reads whatever says it is a form as. */
function readForm(bytes: Uint8Array, type: string): BodyRead {
  if (type.includes("multipart") && !BOUNDARY.test(type))
    return refused("Invalid form payload: 400: Missing boundary in multipart.");
  const fields = type.includes("urlencoded") ? new URLSearchParams(textOf(bytes) ?? "") : [];
  return { read: "body", value: object([...fields]) };
}

/** Half a pair of surrogates, as JSON escapes it: no provider could be told it. */
const HALVED = /\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F]/;

/** A request's body as an object; an empty one is empty. */
export function readBody(bytes: Uint8Array, type = ""): BodyRead {
  if (bytes.length === 0) return { read: "body", value: {} };
  if (type.includes("form")) return readForm(bytes, type);
  const text = textOf(bytes);
  if (text === undefined) return invalid("the body is not UTF-8");
  if (HALVED.test(text)) return invalid("half a surrogate pair");
  const read = parse(text, { nonFinite: false });
  if (!read.ok) return invalid(read.message);
  return isObject(read.value) ? { read: "body", value: read.value } : invalid("expected an object");
}
