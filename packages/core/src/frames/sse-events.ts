import { createParser } from "eventsource-parser";
import type { Framing } from "./framer.ts";
import type { SseFrame } from "./index.ts";
import { lineBounds } from "./line-bounds.ts";

/** Room for what the parser counts beyond the data: the name of the field, the line ends. */
const SLACK = 64;

/** Whole events, several data lines joined by line feeds; an event without data is none. */
export const sseEvents: Framing<SseFrame> = (out, { frameChars, frameLines }) => {
  let isEnding = false;
  // Characters since the piece of the last event: at least what the parser holds.
  let held = 0;
  let hasEvent = false;
  const most = frameChars + SLACK;
  const lines = lineBounds({ chars: most, lines: frameLines });
  // Without `onError`, for which it would make an error of each line that is no field: 7 us.
  const parser = createParser({
    maxBufferSize: most,
    onEvent(event) {
      hasEvent = true;
      // The parser bounds only what it holds from one piece to the next.
      if (event.data.length > frameChars) out.overflow();
      else out.frame(isEnding ? { ...event, unterminated: true } : event);
    },
  });

  /** Whether the parser held too much, after which it takes nothing more. */
  function isOverflown(): boolean {
    try {
      parser.feed("");
      return false;
    } catch {
      return true;
    }
  }

  return {
    feed(text) {
      // The parser lets go of a line that begins no field, however long it is.
      const beyond = lines.beginsIn(text);
      parser.feed(beyond === undefined ? text : text.slice(0, beyond));
      held = hasEvent ? text.length : held + text.length;
      hasEvent = false;
      if (beyond !== undefined || (held > most && isOverflown())) out.overflow();
    },
    finish() {
      isEnding = true;
      parser.feed("\n\n");
    },
  };
};
