import { detached } from "../detached.ts";
import { literal } from "./literal.ts";
import { closingQuote } from "./seek.ts";

/** Where texts may differ: at the end of these names, `*` for each item of a list, such as `choices/*\/index`. */
export interface Place {
  readonly at: string;
  readonly is: "text" | "count";
}

/** What stands at a place: a text that says something, or a whole number but 0. */
export type Held = string | number;

/** Two lists of things to hold, of which each is like no other: what is made of them shows where it stands. */
export function probes(places: readonly Pick<Place, "is">[]): readonly [one: readonly Held[], other: readonly Held[]] {
  const from = (mark: number): readonly Held[] =>
    places.map(({ is }, at) => (is === "text" ? `lintel${mark + at}` : mark + at));
  return [from(1_000_001), from(2_000_003)];
}

/** A JSON text, of which others differ at some places alone. */
export interface TextTemplate<P extends Place> {
  /** The places, in order. */
  readonly places: readonly P[];
  /** What stands there in a text that is like it; undefined for any other text. */
  held(text: string): readonly Held[] | undefined;
  /** The text with these in their places. */
  filled(held: readonly Held[]): string;
}

interface Hole<P extends Place> {
  readonly place: P;
  readonly start: number;
  readonly end: number;
}

const DIGITS = 15;
const SCALAR = /[^\s,\]}]*/y;
const COUNT = /^[1-9]\d*$/;

/** The places of a JSON text, in order; the text is one that was parsed. */
function holesIn<P extends Place>(text: string, places: ReadonlyMap<string, P>): readonly Hole<P>[] {
  const holes: Hole<P>[] = [];
  let at = 0;

  function space(): number {
    while (text.charCodeAt(at) <= 32) at++;
    return text.charCodeAt(at);
  }

  function string(): string {
    const start = at + 1;
    at = closingQuote(text, at) + 1;
    return text.slice(start, at - 1);
  }

  function branch(path: string, close: number): void {
    at++;
    for (let unit = space(); unit !== close; unit = space()) {
      if (unit === 44) at++;
      space();
      if (close === 93) value(`${path}*`);
      else {
        const name = literal(string()) ?? "";
        space();
        at++;
        value(path + name);
      }
    }
    at++;
  }

  function value(path: string): void {
    const unit = space();
    if (unit === 123) branch(`${path}/`, 125);
    else if (unit === 91) branch(`${path}/`, 93);
    else leaf(path, unit === 34);
  }

  function leaf(path: string, isText: boolean): void {
    const place = places.get(path);
    const start = isText ? at + 1 : at;
    if (isText) string();
    else {
      SCALAR.lastIndex = at;
      at += SCALAR.exec(text)?.[0].length ?? 0;
    }
    const end = isText ? at - 1 : at;
    const isHeld = isText ? end > start : end - start <= DIGITS && COUNT.test(text.slice(start, end));
    if (place !== undefined && isHeld && (place.is === "text") === isText) holes.push({ place, start, end });
  }

  value("");
  return holes;
}

function printed(held: Held): string {
  return typeof held === "number" ? String(held) : JSON.stringify(held).slice(1, -1);
}

function countEnd(text: string, start: number): number {
  let end = start;
  for (let unit = text.charCodeAt(end); unit >= 48 && unit <= 57; unit = text.charCodeAt(end)) end++;
  return text.charCodeAt(start) !== 48 && end - start <= DIGITS ? end : start;
}

/** A template of a JSON text and of all that differ from it at these places; undefined where it has none of them. */
export function textTemplate<P extends Place>(text: string, places: readonly P[]): TextTemplate<P> | undefined {
  const known = new Map(places.map((place) => [`/${place.at}`, place]));
  const holes = holesIn(text, known);
  if (holes.length === 0) return undefined;
  const pieces = [...holes, undefined].map((hole, at) => detached(text.slice(holes[at - 1]?.end ?? 0, hole?.start)));
  const kinds = holes.map(({ place }) => place.is);
  const last = pieces.at(-1) ?? "";

  return {
    places: holes.map(({ place }) => place),
    held(other) {
      const held: Held[] = [];
      let start = 0;
      for (let at = 0; at < kinds.length; at++) {
        const piece = pieces[at] ?? "";
        // Pieces are compared whole: `startsWith` goes unit by unit, which takes ten times as long.
        if (other.slice(start, start + piece.length) !== piece) return undefined;
        start += piece.length;
        const end = kinds[at] === "text" ? closingQuote(other, start - 1) : countEnd(other, start);
        if (end <= start) return undefined;
        const source = other.slice(start, end);
        const value = kinds[at] === "text" ? literal(source) : Number(source);
        if (value === undefined) return undefined;
        held.push(value);
        start = end;
      }
      return other.slice(start) === last ? held : undefined;
    },
    filled: (held) => pieces.map((piece, at) => piece + (at < held.length ? printed(held[at] ?? "") : "")).join(""),
  };
}
