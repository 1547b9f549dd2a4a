/** Finds the first line that is longer than allowed, wherever the text is cut. */
export interface LongLine {
  /** Where in this piece such a line begins, 0 if before it; nothing while there is none. */
  beginsIn(piece: string): number | undefined;
}

const LINE_END = /[\r\n]/g;

function lastLineEnd(text: string): number {
  const feed = text.lastIndexOf("\n");
  return text.includes("\r") ? Math.max(feed, text.lastIndexOf("\r")) : feed;
}

/** Counts the characters of lines, up to `most` for each. */
export function longLine(most: number): LongLine {
  // Characters of the line that has not ended yet.
  let open = 0;

  function searched(piece: string): number | undefined {
    let from = 0;
    for (const { index } of piece.matchAll(LINE_END)) {
      if (index - from + open > most) return from;
      from = index + 1;
      open = 0;
    }
    open += piece.length - from;
    return open > most ? from : undefined;
  }

  return {
    beginsIn(piece) {
      if (open + piece.length > most) return searched(piece);
      const end = lastLineEnd(piece);
      open = end < 0 ? open + piece.length : piece.length - end - 1;
      return undefined;
    },
  };
}
