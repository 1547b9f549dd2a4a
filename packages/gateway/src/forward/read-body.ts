import { isObject, type JsonObject, parse } from "@lintel/core/json";
import type { Refused } from "../answer/envelope.ts";

export type BodyRead =
  | { readonly read: "body"; readonly value: JsonObject }
  | { readonly read: "refused"; readonly refused: Refused };

function invalid(reason: string): BodyRead {
  const message = `Invalid JSON payload: ${reason}`;
  return {
    read: "refused",
    refused: { status: 400, message, type: "invalid_request_error", param: "request_body" },
  };
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** A request's body as an object; an empty one is empty. */
export function readBody(bytes: Uint8Array): BodyRead {
  if (bytes.length === 0) return { read: "body", value: {} };
  const text = textOf(bytes);
  if (text === undefined) return invalid("the body is not UTF-8");
  const read = parse(text, { nonFinite: false });
  if (!read.ok) return invalid(read.message);
  return isObject(read.value) ? { read: "body", value: read.value } : invalid("expected an object");
}
