import { isArray, isObject, type Json } from "./json.ts";
import type { Num } from "./num.ts";
import { entries } from "./order.ts";
import { pythonCompact } from "./print.ts";
import { isUnprintable } from "./unprintable.ts";

/** Python's `repr` of a value, as `str` of a dict puts it into messages: `{'a': None, 'b': [True, 1.0]}`. */
export function pythonRepr(value: Json): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return stringRepr(value);
  if (isArray(value)) return `[${value.map(pythonRepr).join(", ")}]`;
  if (isObject(value)) return `{${entries(value).map(memberRepr).join(", ")}}`;
  return numberRepr(value);
}

function memberRepr([key, value]: readonly [string, Json]): string {
  return `${stringRepr(key)}: ${pythonRepr(value)}`;
}

const NON_FINITE: Readonly<Record<string, string>> = { NaN: "nan", Infinity: "inf", "-Infinity": "-inf" };

function numberRepr(value: number | Num): string {
  const text = pythonCompact(value);
  return NON_FINITE[text] ?? text;
}

function stringRepr(text: string): string {
  const escaped = text.replace(/[^ -[\]-~]/gu, escapeUnprintable);
  if (!escaped.includes("'")) return `'${escaped}'`;
  return escaped.includes('"') ? `'${escaped.replaceAll("'", "\\'")}'` : `"${escaped}"`;
}

const SHORT: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escapeUnprintable(found: string): string {
  const short = SHORT[found];
  if (short !== undefined) return short;
  const codePoint = found.codePointAt(0) ?? 0;
  if (!isUnprintable(codePoint)) return found;
  const digits = codePoint.toString(16);
  if (codePoint < 0x100) return `\\x${digits.padStart(2, "0")}`;
  return codePoint < 0x10000 ? `\\u${digits.padStart(4, "0")}` : `\\U${digits.padStart(8, "0")}`;
}
