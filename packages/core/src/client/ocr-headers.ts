import { fromUser } from "../json/index.ts";
import { pythonType } from "../params/python-type.ts";
import { Secret } from "../secret.ts";
import type { Reading } from "./front.ts";

/** The caller's headers in order, or the words of what Python raises over them: when it reads them, or when it sends. */
export type HeadersRead =
  | { readonly read: "headers"; readonly headers: Reading<"ocr">["headers"] }
  | { readonly read: "raised"; readonly text: string }
  | { readonly read: "unsendable"; readonly text: string };

function typeOf(value: unknown): string {
  const taken = fromUser(value);
  return taken.ok ? pythonType(taken.value) : typeof value;
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string | Secret {
  return typeof value === "string" || value instanceof Secret;
}

function isEmpty(value: unknown): boolean {
  return !value || (Array.isArray(value) && value.length === 0);
}

/** Reads `extra_headers`; an undefined value is no header. */
export function readHeaders(value: unknown): HeadersRead {
  if (isEmpty(value)) return { read: "headers", headers: [] };
  if (!isMapping(value)) return { read: "raised", text: `'${typeOf(value)}' object is not a mapping` };
  const given = Object.entries(value).filter(([, it]) => it !== undefined);
  const [wrong] = given.filter(([, it]) => !isText(it));
  if (wrong !== undefined)
    return { read: "unsendable", text: `Header value must be str or bytes, not <class '${typeOf(wrong[1])}'>` };
  return { read: "headers", headers: given.flatMap(([name, it]) => (isText(it) ? [[name, it] as const] : [])) };
}
