import { isNum, isObject, type Json, keys, pythonCompact } from "./json/index.ts";

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
const SPECIAL = /[\\\p{C}\p{Z}]/gu;

function escaped(char: string): string {
  if (char === " ") return char;
  const known = ESCAPES[char];
  if (known !== undefined) return known;
  const code = (char.codePointAt(0) ?? 0).toString(16);
  if (code.length <= 2) return `\\x${code.padStart(2, "0")}`;
  return code.length <= 4 ? `\\u${code.padStart(4, "0")}` : `\\U${code.padStart(8, "0")}`;
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inner = text.replace(SPECIAL, escaped);
  return `${quote}${quote === "'" ? inner.replaceAll("'", "\\'") : inner}${quote}`;
}

/** A value as Python's `repr` writes it: `{'a': None, 'b': [True, 1.0]}`. */
export function pythonRepr(value: Json): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(", ")}]`;
  if (typeof value === "number" || isNum(value) || !isObject(value)) return pythonCompact(value);
  return `{${keys(value)
    .map((key) => `${quoted(key)}: ${pythonRepr(value[key] ?? null)}`)
    .join(", ")}}`;
}

/** A value as Python's `str` writes it: a text as it is, anything else as `repr`. */
export function pythonStr(value: Json): string {
  return typeof value === "string" ? value : pythonRepr(value);
}
