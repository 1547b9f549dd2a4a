import { fromLatin1 } from "./bytes.ts";

const BYTES_LITERAL = /\bb'((?:[^'\\]|\\.)*)'|\bb"((?:[^"\\]|\\.)*)"/gs;
const ESCAPE = /\\(x[0-9a-f]{2}|.)/gs;
const ADDRESS = /\bat 0x[0-9a-f]*/g;

const ESCAPED: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

function unescaped(literal: string): string {
  const bytes = literal.replace(ESCAPE, (_, code: string) =>
    code.length === 3 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : (ESCAPED[code] ?? code),
  );
  return new TextDecoder().decode(fromLatin1(bytes));
}

/** What a recorder raises where a case has no reply left, under its own name. */
const NO_REPLY = /\b(recorder|record\.py): (?=no reply left for this request)/g;

/** A message without what is Python's own: memory addresses, bytes printed as literals, and the recorder's name. */
export function withoutPython(message: string): string {
  return message
    .replace(NO_REPLY, "")
    .replace(ADDRESS, "at 0x")
    .replace(BYTES_LITERAL, (_, single?: string, double?: string) => unescaped(single ?? double ?? ""));
}

/** Whether a Python traceback was cut out of the text: such a text is not compared. */
export function holdsTraceback(message: string): boolean {
  return message.includes("<traceback>");
}
