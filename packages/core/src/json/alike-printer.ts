import { filled, fits, type Pattern, patternOf } from "./alike.ts";
import type { Json, JsonObject } from "./json.ts";
import { isBare } from "./quote.ts";

interface Template {
  readonly pattern: Pattern;
  /** What is printed between the holes, and around them. */
  readonly pieces: readonly string[];
}

type Print = (value: Json) => string;
type PrintText = (text: string) => string | undefined;

/** More holes than that are printed as fast anew. */
const MOST_HOLES = 4;
/** Templates that fitted no further value before no more are made. */
const VAIN = 4;

function holesOf(pattern: Pattern): readonly ("text" | "number")[] {
  switch (pattern.is) {
    case "same":
      return [];
    case "text":
    case "number":
      return [pattern.is];
    case "list":
      return pattern.items.flatMap(holesOf);
    case "object":
      return pattern.members.flatMap(holesOf);
  }
}

/** The pieces of a printed pattern: each hole is where two prints differ that differ in its one character alone. */
function piecesOf(pattern: Pattern, print: Print): readonly string[] {
  const holes = holesOf(pattern);
  const start = holes.map((hole): string | number => (hole === "text" ? "a" : 1));
  const first = print(filled(pattern, start));
  let from = 0;
  const pieces = start.map((hole, at) => {
    const other = print(filled(pattern, start.with(at, hole === "a" ? "b" : 2)));
    let end = from;
    while (first.charCodeAt(end) === other.charCodeAt(end)) end++;
    // The quotes belong to the hole.
    const piece = first.slice(from, hole === "a" ? end - 1 : end);
    from = hole === "a" ? end + 2 : end + 1;
    return piece;
  });
  return [...pieces, first.slice(from)];
}

function templateOf(one: JsonObject, other: JsonObject, print: Print): Template | undefined {
  const pattern = patternOf(one, other);
  const holes = pattern === undefined ? 0 : holesOf(pattern).length;
  if (pattern === undefined || holes === 0 || holes > MOST_HOLES) return undefined;
  return { pattern, pieces: piecesOf(pattern, print) };
}

function printHole(hole: string | number, printText: PrintText): string | undefined {
  if (typeof hole === "number") return String(hole);
  return isBare(hole) ? `"${hole}"` : printText(hole);
}

function printAlike({ pattern, pieces }: Template, value: JsonObject, printText: PrintText): string | undefined {
  const holes: (string | number)[] = [];
  if (!fits(pattern, value, holes)) return undefined;
  let text = pieces[0] ?? "";
  for (let at = 0; at < holes.length; at++) {
    const hole = printHole(holes[at] ?? "", printText);
    if (hole === undefined) return undefined;
    text += hole + (pieces[at + 1] ?? "");
  }
  return text;
}

/**
 * Prints values one after the other: the pieces of a stream, most of which are like the last but for a text and a number. Those are
 * not printed anew, which takes four times as long. `printText` prints a text as `print` does wherever it stands; undefined for one
 * that changes how all around it is printed.
 */
export function alikePrinter(print: Print, printText: PrintText = print): (value: JsonObject) => string {
  let last: JsonObject | undefined;
  // A template is made of them when another value comes: the first ones of a stream do not wait for it.
  let pair: readonly [one: JsonObject, other: JsonObject] | undefined;
  let template: Template | undefined;
  let vain = 0;

  function make([one, other]: readonly [JsonObject, JsonObject]): void {
    pair = undefined;
    template = templateOf(one, other, print);
    if (template !== undefined) vain++;
  }

  return (value) => {
    if (pair !== undefined) make(pair);
    const text = template && printAlike(template, value, printText);
    if (text !== undefined) {
      vain = 0;
      return text;
    }
    template = undefined;
    pair = last === undefined || vain >= VAIN ? undefined : [last, value];
    last = value;
    return print(value);
  };
}
