import { detached } from "../detached.ts";
import type { FrameShape, Runs } from "../transducer.ts";
import type { Framer } from "./framer.ts";

/** What stands around the texts of events that are alike, lines and all. */
interface Around extends FrameShape {
  readonly shape: FrameShape;
}

interface Ends {
  readonly runs: Runs;
  /** Characters beyond which a text is not searched for runs. */
  readonly longest: number;
}

const HEAD = /^(?:event: ?[^\r\n]*\r?\n)?data: ?/;
const TAIL = /\r?\n\r?\n$/;
const BLANK_LINE = /\r?\n\r?\n/g;

/** Where the event ends that begins at a place; the end of the text if it does not. */
function eventEnd(text: string, from: number): number {
  BLANK_LINE.lastIndex = from;
  return BLANK_LINE.test(text) ? BLANK_LINE.lastIndex : text.length;
}

/** An event of one line of data, but for the text in it; nothing for one told otherwise. */
function aroundOf(event: string, shape: FrameShape): Around | undefined {
  const [head = ""] = HEAD.exec(event) ?? [];
  const [tail = ""] = TAIL.exec(event) ?? [];
  const around = { before: detached(head + shape.before), after: detached(shape.after + tail), shape };
  const isWhole = head !== "" && tail !== "" && event.length >= around.before.length + around.after.length;
  return isWhole && event.startsWith(around.before) && event.endsWith(around.after) ? around : undefined;
}

/** Gives a framer one event after the other, but those that are like the last are taken together: the time of a stream goes into what is done for each event. */
export function framedRuns(framer: Framer, { runs, longest }: Ends): Framer {
  let around: Around | undefined;
  // Whether what came last is an event's end.
  let isBetween = true;

  function within(text: string, from: number, { before, after }: Around): readonly string[] {
    const found: string[] = [];
    // Pieces are compared whole: `startsWith` goes unit by unit, which takes ten times as long.
    for (let at = from; text.slice(at, at + before.length) === before; ) {
      const start = at + before.length;
      const end = text.indexOf(after, start);
      if (end < 0) break;
      found.push(text.slice(start, end));
      at = end + after.length;
    }
    return found;
  }

  /** Where the run ends that begins at a place: there, if none does. */
  function takeRun(text: string, from: number): number {
    if (around === undefined || !isBetween) return from;
    const found = within(text, from, around);
    const taken = found.length === 0 ? 0 : runs.take(found);
    const size = around.before.length + around.after.length;
    let at = from;
    for (let index = 0; index < taken; index++) at += size + (found[index] ?? "").length;
    return at;
  }

  function feedEvent(event: string): void {
    const isWhole = TAIL.test(event);
    framer.feed(isWhole ? event : detached(event));
    const shape = runs.shape();
    const known = around?.shape === shape ? around : undefined;
    around = shape === undefined ? undefined : ((isBetween ? aroundOf(event, shape) : undefined) ?? known);
    isBetween = isWhole;
  }

  return {
    feed(text) {
      if (text.length > longest) {
        framer.feed(text);
        around = undefined;
        isBetween = false;
        return;
      }
      for (let at = takeRun(text, 0); at < text.length; at = takeRun(text, at)) {
        const end = eventEnd(text, at);
        feedEvent(text.slice(at, end));
        at = end;
      }
    },
    finish: framer.finish,
  };
}
