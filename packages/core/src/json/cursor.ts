import { codePoints } from "./quote.ts";
import { type Seeker, seeker } from "./seek.ts";

/** What a text may hold. */
export interface Bounds {
  readonly depth: number;
  readonly digits: number;
  readonly nonFinite: boolean;
  readonly sources: boolean;
}

/** Why a text is not accepted, and the offset in UTF-16 units. */
export interface Failure {
  readonly message: string;
  readonly offset: number;
}

/** How far the strict parser has read. */
export interface Cursor {
  readonly text: string;
  readonly bounds: Bounds;
  readonly backslash: Seeker;
  /** Whether no control character stands in the text, so that none stands in a string. */
  readonly isClean: boolean;
  at: number;
  depth: number;
  failure: Failure | undefined;
}

/** A cursor before the first unit. */
export function cursorAt(text: string, bounds: Bounds): Cursor {
  return {
    text,
    bounds,
    backslash: seeker(text, "\\"),
    isClean: !hasControl(text),
    at: 0,
    depth: 0,
    failure: undefined,
  };
}

/** Whether a control character stands in a text. */
export function hasControl(text: string): boolean {
  return /[^ -\uffff]/.test(text);
}

/** Moves past white space and tells the unit there, NaN at the end. */
export function afterSpace(cursor: Cursor): number {
  let unit = cursor.text.charCodeAt(cursor.at);
  while (unit === 32 || unit === 10 || unit === 13 || unit === 9) unit = cursor.text.charCodeAt(++cursor.at);
  return unit;
}

/** Ends the reading; the first failure counts. */
export function fail(cursor: Cursor, failure: Failure): null {
  cursor.failure ??= failure;
  return null;
}

/** Ends the reading with a message that tells line, column and place in code points, as Python's. */
export function failAt(cursor: Cursor, { message, offset }: Failure): null {
  const before = cursor.text.slice(0, offset);
  const line = before.split("\n").length;
  const column = codePoints(before.slice(before.lastIndexOf("\n") + 1)) + 1;
  return fail(cursor, { message: `${message}: line ${line} column ${column} (char ${codePoints(before)})`, offset });
}
