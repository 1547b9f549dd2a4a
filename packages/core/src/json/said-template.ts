import { detached } from "../detached.ts";
import type { Json, JsonObject } from "./json.ts";
import { literal } from "./literal.ts";
import { isOddName } from "./order.ts";
import { isCompact, plainTurns } from "./plain-turns.ts";
import { closingQuote } from "./seek.ts";

/** What a body says, and how it was written. */
export interface Said {
  /** The members that say it. */
  readonly members: JsonObject;
  /** Its turns as compact JSON, where they were written so. */
  readonly printed?: string;
}

/** A body of which others differ in what they say alone: turns that are texts and nothing else, and texts that say something. */
export interface SaidTemplate {
  /** The members that say something, each null. */
  readonly nothing: JsonObject;
  /** The body without what it says. */
  readonly rest: JsonObject;
  /** What another body says that came as UTF-8; undefined where it differs in more. */
  said(text: string): Said | undefined;
}

interface Hole {
  readonly name: string;
  readonly isText: boolean;
  readonly start: number;
  readonly end: number;
}

/** Units of a template's own text. */
const LONGEST = 16_384;

const COMMA = 44;
const QUOTE = 34;

/** The end of the value that begins here, in a text that was parsed. */
function valueEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) {
      at = closingQuote(text, at);
      if (depth === 0) return at + 1;
    } else if (unit === 91 || unit === 123) depth++;
    else if (depth === 0 && (unit === COMMA || unit === 125 || unit <= 32)) return at;
    else if ((unit === 93 || unit === 125) && --depth === 0) return at + 1;
  }
  return text.length;
}

/** Where the members of this name stand in the text of an object that was parsed. */
function membersNamed(text: string, names: readonly string[]): readonly Hole[] {
  const found: Hole[] = [];
  let at = text.indexOf("{") + 1;

  function space(): number {
    while (text.charCodeAt(at) <= 32) at++;
    return text.charCodeAt(at);
  }

  for (let unit = space(); unit === QUOTE || unit === COMMA; unit = space()) {
    if (unit === COMMA) at++;
    space();
    const close = closingQuote(text, at);
    const name = literal(text.slice(at + 1, close)) ?? "";
    at = close + 1;
    space();
    at++;
    const isText = space() === QUOTE;
    const start = at;
    at = valueEnd(text, start);
    if (names.includes(name))
      found.push(isText ? { name, isText, start: start + 1, end: at - 1 } : { name, isText, start, end: at });
  }
  return found;
}

function isSaying(text: string, { isText, start, end }: Hole): boolean {
  return isText ? end > start : plainTurns(text, start)?.end === end;
}

/** A template of a body's text and of all that differ from it in these members alone, of which the body has the first once; undefined where there can be none. */
export function saidTemplate(
  text: string,
  { body, names }: { readonly body: JsonObject; readonly names: readonly string[] },
): SaidTemplate | undefined {
  const holes = membersNamed(text, names);
  const told = holes.map(({ name }) => name);
  const isOnce = new Set(told).size === told.length && told.includes(names[0] ?? "");
  const isOdd = Object.keys(body).some(isOddName);
  if (!isOnce || isOdd || !holes.every((hole) => isSaying(text, hole))) return undefined;
  const pieces = [...holes, undefined].map((hole, at) => text.slice(holes[at - 1]?.end ?? 0, hole?.start));
  if (pieces.reduce((sum, piece) => sum + piece.length, 0) > LONGEST) return undefined;
  return template(pieces.map(detached), { holes, body });
}

function template(
  pieces: readonly string[],
  { holes, body }: { readonly holes: readonly Hole[]; readonly body: JsonObject },
): SaidTemplate {
  const first = pieces[0] ?? "";
  const last = pieces.at(-1) ?? "";
  const kinds = holes.map(({ name, isText }) => ({ name, isText }));
  const nothing: JsonObject = Object.fromEntries(kinds.map(({ name }) => [name, null]));

  return {
    nothing,
    rest: { ...body, ...nothing },
    said(text) {
      const until = text.length - last.length;
      // Pieces are compared whole: `startsWith` goes unit by unit, which takes ten times as long.
      if (text.slice(0, first.length) !== first || text.slice(until) !== last) return undefined;
      const members: Record<string, Json> = {};
      let printed: string | undefined;
      let start = 0;
      for (let at = 0; at < kinds.length; at++) {
        const piece = pieces[at] ?? "";
        const { name = "", isText = false } = kinds[at] ?? {};
        if (at > 0 && text.slice(start, start + piece.length) !== piece) return undefined;
        start += piece.length;
        const close = isText ? closingQuote(text, start - 1) : -1;
        const turns = isText ? undefined : plainTurns(text, start);
        const end = turns?.end ?? close;
        if (end <= start || end > until) return undefined;
        const source = text.slice(start, end);
        const value = turns?.turns ?? literal(source);
        if (value === undefined) return undefined;
        members[name] = value;
        if (turns !== undefined && isCompact(source)) printed = source;
        start = end;
      }
      return start !== until ? undefined : printed === undefined ? { members } : { members, printed };
    },
  };
}
