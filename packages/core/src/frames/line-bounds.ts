/** What lines are held to. */
export interface MostOfLines {
  /** Characters of one line. */
  readonly chars: number;
  /** Lines from one that is blank to the next. */
  readonly lines: number;
}

/** Finds the first line that is too long or one too many, wherever the text is cut. */
export interface LineBounds {
  /** Where in this piece such a line begins, 0 if before it; nothing while there is none. */
  beginsIn(piece: string): number | undefined;
}

const LINE_END = /\r\n?|\n/g;

/** Where the text goes on behind its last blank line, as the ones who write streams end events; 0 if there is none. */
function behindBlank(text: string): number {
  const feeds = text.lastIndexOf("\n\n") + 2;
  const both = text.includes("\r") ? text.lastIndexOf("\r\n\r\n") + 4 : 0;
  return Math.max(feeds === 1 ? 0 : feeds, both === 3 ? 0 : both);
}

/** Counts the characters of lines, and lines since one was blank. */
export function lineBounds({ chars, lines }: MostOfLines): LineBounds {
  // Characters of the line that has not ended yet.
  let open = 0;
  // Lines before it that are not blank.
  let before = 0;
  // A CR ended the last piece: a LF that begins the next one belongs to it.
  let endedInReturn = false;

  function searched(piece: string, from: number): number | undefined {
    let start = from;
    LINE_END.lastIndex = from;
    for (let end = LINE_END.exec(piece); end !== null; end = LINE_END.exec(piece)) {
      const length = end.index - start + open;
      before = length === 0 ? 0 : before + 1;
      if (length > chars || before > lines) return start;
      start = LINE_END.lastIndex;
      open = 0;
    }
    open += piece.length - start;
    return open > chars ? start : undefined;
  }

  return {
    beginsIn(piece) {
      const first = endedInReturn && piece.startsWith("\n") ? 1 : 0;
      if (piece !== "") endedInReturn = piece.endsWith("\r");
      if (open + piece.length > chars || before + piece.length > lines) return searched(piece, first);
      const behind = behindBlank(piece);
      if (behind === 0) return searched(piece, first);
      open = 0;
      before = 0;
      return searched(piece, behind);
    },
  };
}
