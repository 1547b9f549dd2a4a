/** Follows a JSON text that comes in pieces: what still has a bracket or a string open is not whole. */
export interface OpenBrackets {
  push(text: string): void;
  isOpen(): boolean;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSING: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/** Nothing is open. */
export function openBrackets(): OpenBrackets {
  let depth = 0;
  let isInString = false;
  let isEscaped = false;

  function inString(code: number): void {
    if (isEscaped) isEscaped = false;
    else if (code === BACKSLASH) isEscaped = true;
    else if (code === QUOTE) isInString = false;
  }

  function outside(code: number): void {
    if (code === QUOTE) isInString = true;
    else if (OPENING.has(code)) depth++;
    else if (CLOSING.has(code)) depth--;
  }

  return {
    push(text) {
      for (let at = 0; at < text.length; at++) {
        const code = text.charCodeAt(at);
        if (isInString) inString(code);
        else outside(code);
      }
    },
    isOpen: () => isInString || depth > 0,
  };
}
