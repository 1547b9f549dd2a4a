import type { JsonObject } from "./json.ts";
import { literal } from "./literal.ts";
import { closingQuote } from "./seek.ts";

/** A list of turns, each of which is its side and a text and nothing else. */
export interface PlainTurns {
  readonly turns: readonly JsonObject[];
  /** Where its text ends. */
  readonly end: number;
}

/** How a library writes such a list, up to each text. */
interface Spelling {
  readonly heads: readonly (readonly [role: string, head: string])[];
  readonly between: string;
}

const ROLES = ["user", "assistant", "system"] as const;

function spelling(colon: string, comma: string): Spelling {
  const heads = ROLES.map((role) => [role, `{"role"${colon}"${role}"${comma}"content"${colon}"`] as const);
  return { heads, between: comma };
}

const COMPACT = spelling(":", ",");
const SPACED = spelling(": ", ", ");

/** Where the first turn's side begins, or a space before it. */
const SIDE = '[{"role":'.length;

const SPACE = 32;
const LIST = 91;
const LIST_END = 93;
const OBJECT_END = 125;

function headAt(text: string, at: number, { heads }: Spelling): Spelling["heads"][number] | undefined {
  for (const it of heads) if (text.slice(at, at + it[1].length) === it[1]) return it;
  return undefined;
}

/** The turns of a list that begins here, as JSON libraries write it without line breaks; undefined for any other text. */
export function plainTurns(text: string, start: number): PlainTurns | undefined {
  if (text.charCodeAt(start) !== LIST) return undefined;
  const style = text.charCodeAt(start + SIDE) === SPACE ? SPACED : COMPACT;
  const turns: JsonObject[] = [];
  for (let at = start + 1; ; ) {
    const [role, head] = headAt(text, at, style) ?? [];
    if (role === undefined || head === undefined) return undefined;
    const open = at + head.length;
    const close = closingQuote(text, open - 1);
    const content = close < 0 ? undefined : literal(text.slice(open, close));
    if (content === undefined || text.charCodeAt(close + 1) !== OBJECT_END) return undefined;
    turns.push({ role, content });
    at = close + 2;
    if (text.charCodeAt(at) === LIST_END) return { turns, end: at + 1 };
    if (!text.startsWith(style.between, at)) return undefined;
    at += style.between.length;
  }
}

/** Escapes that printing anew would spell otherwise; more are taken for such than are. */
const RESPELT = /\\[u/]/;

/** Whether turns written so are what compact printing makes of them. */
export function isCompact(turns: string): boolean {
  return turns.charCodeAt(SIDE) !== SPACE && !RESPELT.test(turns);
}
