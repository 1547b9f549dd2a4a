import { fromUser, type Json, type JsonObject } from "../json/index.ts";
import { Secret } from "../secret.ts";
import type { Kwargs, Refusal } from "./front.ts";
import { missingText } from "./missing-arguments.ts";
import { refuse } from "./refuse.ts";

/** The arguments a function knows, in Python's order; the first is required. */
export interface Signature {
  readonly name: string;
  readonly first: string;
  readonly others: readonly string[];
  /** Those that are required, in Python's order; the first alone unless told. */
  readonly needed?: readonly string[];
}

export type ArgumentsRead = { readonly read: "arguments"; readonly given: JsonObject } | Refusal;

/** Keyword arguments as JSON, credentials left out; refused as Python would refuse them. */
export function readArguments(kwargs: Kwargs, { name, first, others, needed = [first] }: Signature): ArgumentsRead {
  const stray = Object.keys(kwargs).find((it) => it !== first && !others.includes(it));
  if (stray !== undefined) return refuse("BadRequestError", `${name}() got an unexpected keyword argument '${stray}'`);
  const missing = missingText(kwargs, { name, needed });
  if (missing !== undefined) return refuse("BadRequestError", missing);
  const given: Record<string, Json> = {};
  for (const [key, value] of Object.entries(kwargs)) {
    if (value === undefined || value instanceof Secret) continue;
    const read = fromUser(value);
    if (!read.ok) return refuse("BadRequestError", `${key}${read.pointer}: ${read.message}`, { param: key });
    given[key] = read.value;
  }
  return { read: "arguments", given };
}
