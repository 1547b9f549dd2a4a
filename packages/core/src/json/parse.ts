import type { Json } from "./json.ts";
import { type Mark, parseMarked } from "./marked.ts";
import { parseStrictly } from "./strict.ts";
import { survey } from "./survey.ts";

/** Bounds on what is accepted, and what is kept beyond the values. */
export interface Limits {
  /** Levels of arrays and objects; 1,000 unless told, about where Python gives up. */
  readonly depth?: number;
  /** Digits of an integer; 4,300 unless told, as in Python. */
  readonly digits?: number;
  /** Whether `NaN`, `Infinity` and `-Infinity` are numbers, as for Python; true unless told. */
  readonly nonFinite?: boolean;
  /** Whether each number that a printer would respell (`2.50`, `1E-7`) becomes a `Num` that keeps its text; false unless told. */
  readonly sources?: boolean;
}

/** A parsed value, or why there is none: the words of Python's `json.loads`, and the offset in UTF-16 units. */
export type Parsed =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly message: string; readonly offset: number };

const DEFAULT: Required<Limits> = { depth: 1000, digits: 4300, nonFinite: true, sources: false };

/** Reads a JSON text as Python's `json.loads` reads a `str`, losing nothing; never throws. */
export function parse(text: string, limits?: Limits): Parsed {
  const bounds = limits === undefined ? DEFAULT : { ...DEFAULT, ...limits };
  const marks = bounds.sources ? undefined : survey(text, bounds);
  return (marks && parseNatively(text, marks)) ?? parseStrictly(text, bounds);
}

function parseNatively(text: string, marks: readonly Mark[]): Parsed | undefined {
  try {
    return { ok: true, value: marks.length === 0 ? JSON.parse(text) : parseMarked(text, marks) };
  } catch {
    return undefined;
  }
}
