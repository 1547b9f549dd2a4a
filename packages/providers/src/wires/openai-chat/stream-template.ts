import type { RepeatedPart } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject, parse } from "@lintel/core/json";

/** What a frame that is like another one says. */
export interface Filled {
  readonly text: string;
  /** OpenAI's padding against reading along, the one other thing that changes from frame to frame. */
  readonly padding: string | undefined;
}

/** The text of a frame with a hole where it says something: gives what another frame says there, unless it differs elsewhere or says nothing. */
type Template = (data: string) => Filled | undefined;

export const PADDING = "obfuscation";

/** Where a part may stand, by the names of its member. */
const NAMES: Readonly<Record<RepeatedPart, readonly string[]>> = {
  content: ["content"],
  reasoning: ["reasoning_content", "reasoning"],
  arguments: ["arguments"],
};
const BACKSLASH = 92;
const PROBE = "lintel";
const ESCAPED = /["\\\p{Cc}]/u;

interface Parts {
  /** Up to the text, from there to the padding or the end, and from the padding to the end. */
  readonly before: string;
  readonly after: string;
  readonly last: string | undefined;
}

/** A member's name as JSON printers write it, up to its text. */
function beginnings(name: string): readonly string[] {
  return [`"${name}":"`, `"${name}": "`];
}

/** Where a member's text stands, if it stands there only. */
function place(data: string, names: readonly string[], text: string): number | undefined {
  const keys = names.flatMap(beginnings);
  const starts = keys.flatMap((key) => {
    const at = data.indexOf(`${key}${text}"`);
    return at < 0 ? [] : at + key.length;
  });
  const [start, second] = starts;
  if (start === undefined || second !== undefined) return undefined;
  return keys.some((key) => data.includes(`${key}${text}"`, start)) ? undefined : start;
}

function partOf(frame: Json, part: RepeatedPart): Json | undefined {
  const choice = isObject(frame) && isArray(frame.choices) ? frame.choices[0] : undefined;
  const delta = isObject(choice) && isObject(choice.delta) ? choice.delta : {};
  if (part === "content") return delta.content;
  if (part === "reasoning") return delta.reasoning_content ?? delta.reasoning;
  const call = isArray(delta.tool_calls) ? delta.tool_calls[0] : undefined;
  return isObject(call) && isObject(call.function) ? call.function.arguments : undefined;
}

function isProven({ before, after, last }: Parts, part: RepeatedPart): boolean {
  const probe = parse(before + PROBE + after + (last === undefined ? "" : PROBE + last));
  if (!probe.ok || !isObject(probe.value) || partOf(probe.value, part) !== PROBE) return false;
  return last === undefined || probe.value[PADDING] === PROBE;
}

function cut(data: string, frame: JsonObject, part: RepeatedPart): Parts | undefined {
  const text = partOf(frame, part);
  if (typeof text !== "string" || text === "" || ESCAPED.test(text)) return undefined;
  const at = place(data, NAMES[part], text);
  if (at === undefined) return undefined;
  const before = data.slice(0, at);
  const rest = data.slice(at + text.length);
  const padding = frame[PADDING];
  if (typeof padding !== "string") return { before, after: rest, last: undefined };
  const pad = place(rest, [PADDING], padding);
  return pad === undefined ? undefined : { before, after: rest.slice(0, pad), last: rest.slice(pad + padding.length) };
}

/** The frames of a stream that differ in nothing but one text. */
export interface Templates {
  /** What a frame says, if it is like the last one learned. */
  fill(data: string): Filled | undefined;
  /** Takes a frame that says one text for a model of those to come. */
  learn(data: string, frame: JsonObject, part: RepeatedPart): void;
}

/** Templates that fitted no further frame before no more are made: one costs as much as reading two frames. */
const VAIN = 4;

/** No frame is known yet. */
export function templates(): Templates {
  let template: Template | undefined;
  let vain = 0;
  return {
    fill(data) {
      const filled = template?.(data);
      if (filled !== undefined) vain = 0;
      return filled;
    },
    learn(data, frame, part) {
      if (template?.(data) !== undefined) return;
      template = vain < VAIN ? templateOf(data, frame, part) : undefined;
      vain++;
    },
  };
}

/** The template of a frame; undefined if it cannot be told which piece of it is the text it says. */
function templateOf(data: string, frame: JsonObject, part: RepeatedPart): Template | undefined {
  const parts = cut(data, frame, part);
  if (parts === undefined || !isProven(parts, part)) return undefined;
  const { before, after, last } = parts;
  // Pieces are compared whole: `startsWith` and `endsWith` go unit by unit, which takes ten times as long.
  return (text) => {
    if (text.slice(0, before.length) !== before) return undefined;
    const end = closingQuote(text, before.length);
    const said = literal(text.slice(before.length, end));
    if (said === undefined || said === "") return undefined;
    if (last === undefined) return text.slice(end) === after ? { text: said, padding: undefined } : undefined;
    const start = end + after.length;
    const stop = closingQuote(text, start);
    if (text.slice(end, start) !== after || text.slice(stop) !== last) return undefined;
    const padding = literal(text.slice(start, stop));
    return padding === undefined ? undefined : { text: said, padding };
  };
}

/** Where the string ends that begins at a place; the end of the text if it does not. */
function closingQuote(text: string, from: number): number {
  for (let end = text.indexOf('"', from); end >= 0; end = text.indexOf('"', end + 1)) {
    let start = end;
    while (start > from && text.charCodeAt(start - 1) === BACKSLASH) start--;
    if ((end - start) % 2 === 0) return end;
  }
  return text.length;
}

/** The text a string literal stands for, its quotes left out. */
function literal(source: string): string | undefined {
  if (!ESCAPED.test(source)) return source;
  const parsed = parse(`"${source}"`);
  return parsed.ok && typeof parsed.value === "string" ? parsed.value : undefined;
}
