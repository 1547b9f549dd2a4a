import { afterSpace, type Bounds, type Cursor, cursorAt, fail, failAt } from "./cursor.ts";
import type { Json } from "./json.ts";
import { rememberOrder, startsWithDigit } from "./order.ts";
import type { Parsed } from "./parse.ts";
import { readScalar } from "./strict-scalar.ts";
import { readString } from "./strict-string.ts";

/** Reads a text step by step as Python does, for what native parsing cannot tell: faults, `NaN`, the order of keys. */
export function parseStrictly(text: string, bounds: Bounds): Parsed {
  const cursor = cursorAt(text, bounds);
  if (text.startsWith("\ufeff"))
    failAt(cursor, { message: "Unexpected UTF-8 BOM (decode using utf-8-sig)", offset: 0 });
  const value = readValue(cursor);
  const isRest = !Number.isNaN(afterSpace(cursor));
  if (isRest) failAt(cursor, { message: "Extra data", offset: cursor.at });
  return cursor.failure === undefined ? { ok: true, value } : { ok: false, ...cursor.failure };
}

function readValue(cursor: Cursor): Json {
  switch (afterSpace(cursor)) {
    case 34:
      return readString(cursor);
    case 91:
      return descend(cursor, "array") ? ascend(cursor, readArray(cursor)) : null;
    case 123:
      return descend(cursor, "object") ? ascend(cursor, readObject(cursor)) : null;
    default:
      return readScalar(cursor);
  }
}

function descend(cursor: Cursor, kind: "array" | "object"): boolean {
  const message = `maximum recursion depth exceeded while decoding a JSON ${kind} from a unicode string`;
  if (cursor.depth === cursor.bounds.depth) fail(cursor, { message, offset: cursor.at });
  cursor.depth++;
  cursor.at++;
  return cursor.failure === undefined;
}

function ascend(cursor: Cursor, value: Json): Json {
  cursor.depth--;
  cursor.at++;
  return value;
}

function readArray(cursor: Cursor): Json {
  const items: Json[] = [];
  if (afterSpace(cursor) === 93) return items;
  do items.push(readValue(cursor));
  while (goesOn(cursor, 93));
  return items;
}

/** Whether another item follows; otherwise the branch is closed, or the text at fault. */
function goesOn(cursor: Cursor, closing: number): boolean {
  if (cursor.failure !== undefined) return false;
  const unit = afterSpace(cursor);
  if (unit === closing) return false;
  if (unit !== 44) failAt(cursor, { message: "Expecting ',' delimiter", offset: cursor.at });
  cursor.at++;
  return cursor.failure === undefined;
}

function readObject(cursor: Cursor): Json {
  const made: { [key: string]: Json } = {};
  if (afterSpace(cursor) === 125) return made;
  let written: string[] | undefined;
  do {
    const key = readKey(cursor);
    const value = cursor.failure === undefined ? readValue(cursor) : null;
    if (startsWithDigit(key)) written ??= Object.keys(made);
    written?.push(key);
    if (key === "__proto__")
      Object.defineProperty(made, key, { value, enumerable: true, writable: true, configurable: true });
    else made[key] = value;
  } while (goesOn(cursor, 125));
  if (written !== undefined) rememberOrder(made, written);
  return made;
}

function readKey(cursor: Cursor): string {
  if (afterSpace(cursor) !== 34) {
    failAt(cursor, { message: "Expecting property name enclosed in double quotes", offset: cursor.at });
    return "";
  }
  const key = readString(cursor);
  if (cursor.failure === undefined && afterSpace(cursor) !== 58)
    failAt(cursor, { message: "Expecting ':' delimiter", offset: cursor.at });
  cursor.at++;
  return key;
}
