import { isBare, isObject, type Json, type JsonObject, parse } from "@lintel/core/json";

/** Where the frames of a wire say a text. */
export interface TextPart {
  /** The names of the member that holds it. */
  readonly names: readonly string[];
  of(frame: JsonObject): Json | undefined;
}

/** A frame whose like may come. */
export interface Learned<P extends TextPart> {
  readonly frame: JsonObject;
  readonly part: P;
}

/** The frames of a stream that differ in nothing but one text. */
export interface Templates<P extends TextPart> {
  /** The last one learned, if a frame is like it and says something. */
  fill(data: string): Learned<P> | undefined;
  /** What that frame says. */
  text(): string;
  /** Its padding: the one other thing that changes from frame to frame. */
  padding(): string | undefined;
  /** Takes a frame that says one text for a model of those to come. */
  learn(data: string, frame: JsonObject, part: P): void;
}

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

interface Asked {
  readonly part: TextPart;
  /** The name of the padding, where the wire has one. */
  readonly padding: string | undefined;
}

function isProven({ before, after, last }: Parts, { part, padding }: Asked): boolean {
  const probe = parse(before + PROBE + after + (last === undefined ? "" : PROBE + last));
  if (!probe.ok || !isObject(probe.value) || part.of(probe.value) !== PROBE) return false;
  return last === undefined || (padding !== undefined && probe.value[padding] === PROBE);
}

function cut(data: string, frame: JsonObject, { part, padding: name }: Asked): Parts | undefined {
  const text = part.of(frame);
  if (typeof text !== "string" || text === "" || ESCAPED.test(text)) return undefined;
  const at = place(data, part.names, text);
  if (at === undefined) return undefined;
  const before = data.slice(0, at);
  const rest = data.slice(at + text.length);
  const padding = name === undefined ? undefined : frame[name];
  if (name === undefined || typeof padding !== "string") return { before, after: rest, last: undefined };
  const pad = place(rest, [name], padding);
  return pad === undefined ? undefined : { before, after: rest.slice(0, pad), last: rest.slice(pad + padding.length) };
}

/** Templates that fitted no further frame before no more are made: one costs as much as reading two frames. */
const VAIN = 4;

/** No frame is known yet. */
export function templates<P extends TextPart>({ padding: name }: { readonly padding?: string } = {}): Templates<P> {
  let learned: Learned<P> | undefined;
  let template: Parts | undefined;
  let text = "";
  let padding: string | undefined;
  let vain = 0;

  // Pieces are compared whole: `startsWith` and `endsWith` go unit by unit, which takes ten times as long.
  function isLike({ before, after, last }: Parts, data: string): boolean {
    if (data.slice(0, before.length) !== before) return false;
    const end = closingQuote(data, before.length);
    text = literal(data.slice(before.length, end)) ?? "";
    if (text === "") return false;
    if (last === undefined) return data.slice(end) === after;
    const start = end + after.length;
    const stop = closingQuote(data, start);
    if (data.slice(end, start) !== after || data.slice(stop) !== last) return false;
    padding = literal(data.slice(start, stop));
    return padding !== undefined;
  }

  return {
    fill(data) {
      if (template === undefined || !isLike(template, data)) return undefined;
      vain = 0;
      return learned;
    },
    text: () => text,
    padding: () => padding,
    learn(data, frame, part) {
      if (template !== undefined && isLike(template, data)) return;
      template = vain < VAIN ? partsOf(data, frame, { part, padding: name }) : undefined;
      learned = { frame, part };
      padding = undefined;
      vain++;
    },
  };
}

/** The pieces of a frame around what it says; undefined if it cannot be told which piece of it is the text it says. */
function partsOf(data: string, frame: JsonObject, asked: Asked): Parts | undefined {
  const parts = cut(data, frame, asked);
  return parts !== undefined && isProven(parts, asked) ? parts : undefined;
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
  if (isBare(source) || !ESCAPED.test(source)) return source;
  const parsed = parse(`"${source}"`);
  return parsed.ok && typeof parsed.value === "string" ? parsed.value : undefined;
}
