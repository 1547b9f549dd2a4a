import { detached, type FrameShape } from "@lintel/core";
import { isBare, isObject, isUnescaped, type Json, type JsonObject, literal, parse } from "@lintel/core/json";

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

/** What frames of one shape say. */
export interface Filled<P extends TextPart> extends Learned<P> {
  /** None is empty. */
  readonly texts: readonly string[];
  /** Their padding, where they have any: the one other thing that changes from frame to frame. */
  readonly paddings: readonly string[] | undefined;
}

/** The frames of a stream that differ in nothing but one text. */
export interface Templates<P extends TextPart> {
  /** What the last frame learned is around its text, if it is known. */
  shape(): FrameShape | undefined;
  /** What is said within that shape, up to what is none of a frame's texts, or says nothing. */
  fill(within: readonly string[]): Filled<P> | undefined;
  /** Takes a frame that says one text for a model of those to come. */
  learn(data: string, frame: JsonObject, part: P): void;
}

const PROBE = "lintel";

interface Parts extends FrameShape {
  /** From the text to the padding, where there is one. */
  readonly middle: string | undefined;
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

function isProven({ before, middle, after }: Parts, { part, padding }: Asked): boolean {
  const probe = parse(before + PROBE + (middle === undefined ? "" : middle + PROBE) + after);
  if (!probe.ok || !isObject(probe.value) || part.of(probe.value) !== PROBE) return false;
  return middle === undefined || (padding !== undefined && probe.value[padding] === PROBE);
}

function cut(data: string, frame: JsonObject, { part, padding: name }: Asked): Parts | undefined {
  const text = part.of(frame);
  if (typeof text !== "string" || text === "" || !isUnescaped(text)) return undefined;
  const at = place(data, part.names, text);
  if (at === undefined) return undefined;
  const before = detached(data.slice(0, at));
  const rest = detached(data.slice(at + text.length));
  const padding = name === undefined ? undefined : frame[name];
  if (name === undefined || typeof padding !== "string") return { before, after: rest, middle: undefined };
  const pad = place(rest, [name], padding);
  return pad === undefined
    ? undefined
    : { before, middle: rest.slice(0, pad), after: rest.slice(pad + padding.length) };
}

/** Templates that fitted no further frame before no more are made: one costs as much as reading two frames. */
const VAIN = 4;

/** No frame is known yet. */
export function templates<P extends TextPart>({ padding: name }: { readonly padding?: string } = {}): Templates<P> {
  let learned: Learned<P> | undefined;
  let template: Parts | undefined;
  let vain = 0;

  function isLike({ before, middle, after }: Parts, data: string): boolean {
    if (data.length < before.length + after.length || !data.startsWith(before) || !data.endsWith(after)) return false;
    return said({ middle }, [data.slice(before.length, data.length - after.length)]).texts.length > 0;
  }

  return {
    shape: () => template,
    fill(within) {
      if (learned === undefined || template === undefined) return undefined;
      const { texts, paddings } = said(template, within);
      if (texts.length === 0) return undefined;
      vain = 0;
      return { ...learned, texts, paddings };
    },
    learn(data, frame, part) {
      if (template !== undefined && isLike(template, data)) return;
      template = vain < VAIN ? partsOf(data, frame, { part, padding: name }) : undefined;
      learned = { frame, part };
      vain++;
    },
  };
}

type Said = Pick<Filled<TextPart>, "texts" | "paddings">;

function isPlain(text: string): boolean {
  return text !== "" && (isBare(text) || isUnescaped(text));
}

/** What stands between the pieces of a frame, as far as it is texts. */
function said({ middle }: Pick<Parts, "middle">, within: readonly string[]): Said {
  if (middle === undefined && within.every(isPlain)) return { texts: within, paddings: undefined };
  const texts: string[] = [];
  const paddings: string[] = [];
  for (const it of within) {
    const end = middle === undefined ? it.length : it.indexOf(middle);
    const text = end < 0 ? undefined : literal(it.slice(0, end));
    const padding = middle === undefined ? "" : literal(it.slice(end + middle.length));
    if (text === undefined || text === "" || padding === undefined) break;
    texts.push(text);
    if (middle !== undefined) paddings.push(padding);
  }
  return { texts, paddings: middle === undefined ? undefined : paddings };
}

/** The pieces of a frame around what it says; undefined if it cannot be told which piece of it is the text it says. */
function partsOf(data: string, frame: JsonObject, asked: Asked): Parts | undefined {
  const parts = cut(data, frame, asked);
  return parts !== undefined && isProven(parts, asked) ? parts : undefined;
}
