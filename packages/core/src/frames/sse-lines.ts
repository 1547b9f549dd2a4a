import type { Framing } from "./framer.ts";

const LF = 10;
const LINE_END = /\r\n?|\n/g;
/** Room for the name of the field. */
const SLACK = 64;

/** The text of every data line, as soon as the line ends: by CR, LF or CRLF and by nothing else. */
export const sseLines: Framing<string> = (out, { frameChars }) => {
  // The beginning of a line, joined only when its end comes: joining per piece takes quadratic time.
  let pieces: string[] = [];
  let held = 0;
  let isFirstLine = true;
  // A CR ended the last piece: a LF that begins the next one belongs to it.
  let skipsLineFeed = false;

  function hold(piece: string): void {
    pieces.push(piece);
    held += piece.length;
    if (held > frameChars + SLACK) out.overflow();
  }

  function endLine(last: string): void {
    const whole = held === 0 ? last : pieces.join("") + last;
    const line = isFirstLine && whole.startsWith("\ufeff") ? whole.slice(1) : whole;
    isFirstLine = false;
    if (held > 0) pieces = [];
    held = 0;
    const value = line.startsWith("data:") ? line.slice(line.startsWith(" ", 5) ? 6 : 5) : undefined;
    if (line.length > frameChars + SLACK || (value?.length ?? 0) > frameChars) out.overflow();
    else if (value !== undefined) out.frame(value);
  }

  return {
    feed(text) {
      if (text === "") return;
      let from = skipsLineFeed && text.charCodeAt(0) === LF ? 1 : 0;
      skipsLineFeed = text.endsWith("\r");
      LINE_END.lastIndex = from;
      for (let end = LINE_END.exec(text); end !== null; end = LINE_END.exec(text)) {
        endLine(text.slice(from, end.index));
        from = end.index + end[0].length;
      }
      if (from < text.length) hold(text.slice(from));
    },
    finish() {
      if (held > 0) endLine("");
    },
  };
};
