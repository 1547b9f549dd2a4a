import type { Header } from "@lintel/core";

const BEYOND_ASCII = /[^\0-\x7f]+/u;

function escaped(char: string): string {
  const code = (char.codePointAt(0) ?? 0).toString(16);
  if (code.length <= 2) return `\\x${code}`;
  return code.length <= 4 ? `\\u${code.padStart(4, "0")}` : `\\U${code.padStart(8, "0")}`;
}

function encodeError(text: string): string | undefined {
  const match = BEYOND_ASCII.exec(text);
  if (match === null) return undefined;
  const [first = "", ...more] = match[0];
  const start = Array.from(text.slice(0, match.index)).length;
  const where =
    more.length === 0 ? ` '${escaped(first)}' in position ${start}` : `s in position ${start}-${start + more.length}`;
  return `'ascii' codec can't encode character${where}: ordinal not in range(128)`;
}

/** The words of Python's error where httpx cannot send a header; what stands in a secret is not looked at. */
export function headerError(headers: readonly Header[]): string | undefined {
  for (const [name, value] of headers) {
    const error = encodeError(name) ?? (typeof value === "string" ? encodeError(value) : undefined);
    if (error !== undefined) return error;
  }
  return undefined;
}
