import { createParser } from "eventsource-parser";
import type { Framing } from "./framer.ts";
import type { SseFrame } from "./index.ts";
import { longLine } from "./long-line.ts";

/** Room for what the parser counts beyond the data: the name of the field, the line ends. */
const SLACK = 64;

/** Whole events, several data lines joined by line feeds; an event without data is none. */
export const sseEvents: Framing<SseFrame> = (out, { frameChars }) => {
  let isEnding = false;
  const lines = longLine(frameChars + SLACK);
  const parser = createParser({
    maxBufferSize: frameChars + SLACK,
    onEvent(event) {
      // The parser bounds only what it holds from one piece to the next.
      if (event.data.length > frameChars) out.overflow();
      else out.frame(isEnding ? { ...event, unterminated: true } : event);
    },
    onError(error) {
      if (error.type === "max-buffer-size-exceeded") out.overflow();
    },
  });
  return {
    feed(text) {
      // The parser lets go of a line that begins no field, however long it is.
      const beyond = lines.beginsIn(text);
      parser.feed(beyond === undefined ? text : text.slice(0, beyond));
      if (beyond !== undefined) out.overflow();
    },
    finish() {
      isEnding = true;
      parser.feed("\n\n");
    },
  };
};
