import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logins, type NextSpan, webTokens } from "./secret-spans.ts";

const LOGIN = /(?<=:\/\/)[^\s'":]{0,4096}:[^\s'"]{1,4096}(?=@)/giu;
const TOKEN = /(?<![\p{L}\p{N}_])eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*/giu;

const piece = fc.constantFrom(
  ...[
    "://",
    ":",
    "@",
    "/",
    " ",
    "'",
    '"',
    "a",
    "eyJ",
    "EYJ",
    ".",
    "-",
    "_",
    "é",
    "a".repeat(10),
    "\n",
    "a".repeat(4095),
  ],
);
const text = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(""));

function found(next: NextSpan): readonly (readonly [number, number])[] {
  const spans: (readonly [number, number])[] = [];
  for (let span = next(0); span !== undefined; span = next(span.end)) spans.push([span.start, span.end]);
  return spans;
}

function matched(source: string, pattern: RegExp): readonly (readonly [number, number])[] {
  return [...source.matchAll(pattern)].map((it) => [it.index, it.index + it[0].length] as const);
}

describe("stretches of a text that are credentials", () => {
  it("are the names and passwords that the pattern finds", () => {
    fc.assert(
      fc.property(text, (it) => {
        expect(found(logins(it, 0))).toEqual(matched(it, LOGIN));
      }),
      { numRuns: 2000, examples: [["://a:b@c://d:e@ ://f:g@"]] },
    );
  });

  it("are the web tokens that the pattern finds", () => {
    fc.assert(
      fc.property(text, (it) => {
        expect(found(webTokens(it, 0))).toEqual(matched(it, TOKEN));
      }),
      { numRuns: 2000, examples: [["eyJaaaaaaaaaa.a.eyJaaaaaaaaaa.b."]] },
    );
  });
});
