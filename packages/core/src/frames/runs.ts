import { type Piece, pieceOf, standsAt, viewOf } from "../bytes/piece.ts";
import { utf8Fault } from "../bytes/utf8.ts";
import type { FrameShape, Runs } from "../transducer.ts";

/** What stands around the texts of events that are alike, lines and all. */
interface Around {
  readonly shape: FrameShape;
  readonly before: Piece;
  readonly after: Piece;
}

interface Ends {
  readonly runs: Runs;
  /** Bytes beyond which a read is not searched for runs. */
  readonly longest: number;
}

/** Takes bytes that are cut anywhere, and answers with their text. */
type Read = (bytes: Uint8Array) => string;

const LF = 10;
const CR = 13;
const SPACE = 32;
const HEAD = /^(?:event: ?[^\r\n]*\r?\n)?data: ?/;
const TAIL = /\r?\n\r?\n$/;

const NONE: readonly number[] = [];
const REPLACED = "\ufffd";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Where the event ends that goes on at a place; the end of the bytes if it does not. */
function eventEnd(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(LF, from); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    const next = bytes[at + 1] === CR ? at + 2 : at + 1;
    if (bytes[next] === LF) return next + 1;
  }
  return bytes.length;
}

/** An event of one line of data, but for the text in it; nothing for one told otherwise. */
function aroundOf(event: string, shape: FrameShape): Around | undefined {
  const [head = ""] = HEAD.exec(event) ?? [];
  const [tail = ""] = TAIL.exec(event) ?? [];
  const begins = head + shape.before;
  const ends = shape.after + tail;
  const isWhole = head !== "" && tail !== "" && event.length >= begins.length + ends.length;
  if (!isWhole || !event.startsWith(begins) || !event.endsWith(ends)) return undefined;
  const [before, after] = [pieceOf(begins), pieceOf(ends)];
  return before && after && { shape, before, after };
}

/** Where the text ends that begins at a place; -1 if what follows it does not come in its line. */
function textEnd(view: DataView, from: number, after: Piece): number {
  for (let at = from; at < view.byteLength; at++) {
    const byte = view.getUint8(at);
    if (byte === after.first && standsAt(view, at, after)) return at;
    if (byte < SPACE) return -1;
  }
  return -1;
}

/** Events that are alike, one after the other. */
interface Run {
  readonly around: Around;
  readonly from: number;
  /** Of their texts, in bytes. */
  readonly sizes: readonly number[];
}

/** The size of the text of an event at a place; -1 if there is none that is alike. */
function sizeAt(view: DataView, at: number, { before, after }: Around): number {
  if (!standsAt(view, at, before)) return -1;
  const start = at + before.length;
  const end = textEnd(view, start, after);
  return end < 0 ? -1 : end - start;
}

/** The run that begins at a place, as far as its first `most` events. */
function runFrom(
  bytes: Uint8Array,
  from: number,
  { around, most }: { readonly around: Around; readonly most: number },
): Run {
  const view = viewOf(bytes);
  const first = sizeAt(view, from, around);
  if (first < 0) return { around, from, sizes: NONE };
  const between = around.before.length + around.after.length;
  // Most reads hold one event, and a list that was empty takes room for many.
  const sizes = [first];
  for (let at = from + between + first; sizes.length < most; ) {
    const size = sizeAt(view, at, around);
    if (size < 0) break;
    sizes.push(size);
    at += between + size;
  }
  return { around, from, sizes };
}

/** Where a run ends of which so many events are taken. */
function endOf({ around: { before, after }, from, sizes }: Run, taken: number): number {
  let at = from + taken * (before.length + after.length);
  for (let index = 0; index < taken; index++) at += sizes[index] ?? 0;
  return at;
}

/** The texts of a run, decoded together, a line each; none where they are no UTF-8. */
function textsOf(bytes: Uint8Array, { around: { before, after }, from, sizes }: Run): readonly string[] {
  const start = from + before.length;
  const only = sizes.length === 1 ? decoder.decode(bytes.subarray(start, start + (sizes[0] ?? 0))) : REPLACED;
  if (!only.includes(REPLACED)) return [only];
  const lines = new Uint8Array(sizes.reduce((sum, size) => sum + size + 1, 0));
  let at = from;
  let to = 0;
  for (const size of sizes) {
    at += before.length;
    for (const end = at + size; at < end; at++) lines[to++] = bytes[at] ?? 0;
    at += after.length;
    lines[to++] = LF;
  }
  const text = decoder.decode(lines.subarray(0, -1));
  return text.includes(REPLACED) && utf8Fault(lines) !== undefined ? [] : text.split("\n");
}

/** Gives a reader one event after the other, but those that are like the last are taken together: the time of a stream goes into what is done for each event. Of these nothing is decoded but the texts: all that is decoded has to be collected. */
export function pastRuns(read: Read, { runs, longest }: Ends): (bytes: Uint8Array) => void {
  let around: Around | undefined;
  // Whether what came last is an event's end.
  let isBetween = true;
  // A run that is no UTF-8 is not tried again from each of its events on.
  let isUtf8 = true;
  // Of a run that was not taken whole the rest is looked at again: not much more of it than the last time was taken.
  let most = Number.POSITIVE_INFINITY;

  /** Where the run ends that begins at a place: there, if none does. */
  function takeRun(bytes: Uint8Array, from: number): number {
    if (around === undefined || from === bytes.length || !isBetween || !isUtf8) return from;
    if (runs.shape() !== around.shape) return from;
    const run = runFrom(bytes, from, { around, most });
    if (run.sizes.length === 0) return from;
    const texts = textsOf(bytes, run);
    isUtf8 = texts.length > 0;
    if (!isUtf8) return from;
    const taken = runs.take(texts);
    const isWhole = taken === texts.length;
    most = isWhole ? 2 * most : Math.max(1, 2 * taken);
    return isWhole ? takeRun(bytes, endOf(run, taken)) : endOf(run, taken);
  }

  function readEvent(bytes: Uint8Array): void {
    const event = read(bytes);
    const shape = runs.shape();
    const known = around?.shape === shape ? around : undefined;
    around = shape === undefined ? undefined : ((isBetween ? aroundOf(event, shape) : undefined) ?? known);
    isBetween = TAIL.test(event);
  }

  return (bytes) => {
    if (bytes.length > longest) {
      read(bytes);
      around = undefined;
      isBetween = false;
      return;
    }
    for (let at = takeRun(bytes, 0); at < bytes.length; at = takeRun(bytes, at)) {
      const end = eventEnd(bytes, at);
      readEvent(bytes.subarray(at, end));
      at = end;
    }
  };
}
