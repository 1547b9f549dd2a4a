import type { FailureKind } from "@lintel/core";
import { COLON, CR, FIELD, LF, SPACE, TAB, TOKEN } from "./character-classes.ts";

/** The longest line of a head, in bytes. */
export const MOST_LINE_BYTES = 16 * 1024;

/** What stands in the way of reading an answer. */
export interface Problem {
  readonly read: "problem";
  readonly kind: FailureKind;
  readonly message: string;
}

export type Field = readonly [name: string, value: string];

export function malformed(message: string): Problem {
  return { read: "problem", kind: "protocol", message: `the answer is not well-formed HTTP: ${message}` };
}

export function oversize(message: string): Problem {
  return { read: "problem", kind: "too_large", message: `the answer's head is too large: ${message}` };
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

function valueEnd(text: string, start: number, at: number): number {
  let end = at;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return end;
}

function isLineEnd(text: string, at: number): boolean {
  return text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF;
}

/** The field lines of a head or of trailers from an index on, each with its line end; a line as in the fields before is that field. */
export function parseFields(text: string, from: number, before: readonly Field[] = []): readonly Field[] | Problem {
  const fields: Field[] = [];
  for (let at = from; at < text.length; ) {
    const begin = at;
    const like = before[fields.length];
    const isLike = like !== undefined && text.startsWith(like[0], at) && text.charCodeAt(at + like[0].length) === COLON;
    if (isLike) at += like[0].length;
    else while (TOKEN[text.charCodeAt(at)] === 1) at++;
    if (at === begin || text.charCodeAt(at) !== COLON) return malformed("a line is no header");
    const nameEnd = at;
    at++;
    while (isBlank(text.charCodeAt(at))) at++;
    const start = at;
    const isSame = isLike && text.startsWith(like[1], at) && isLineEnd(text, at + like[1].length);
    if (isSame) at += like[1].length;
    else while (FIELD[text.charCodeAt(at)] === 1) at++;
    if (!isLineEnd(text, at)) return malformed("a header's value holds a control character");
    if (at - begin > MOST_LINE_BYTES) return oversize(`a line exceeds ${MOST_LINE_BYTES} bytes`);
    if (isSame) fields.push(like);
    else fields.push([isLike ? like[0] : text.slice(begin, nameEnd), text.slice(start, valueEnd(text, start, at))]);
    at += 2;
  }
  return fields;
}
