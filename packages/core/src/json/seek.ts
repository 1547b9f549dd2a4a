/** Where a text is known to hold something next: asked in ascending order, the text is read once. */
export interface Seeker {
  readonly text: string;
  readonly wanted: string;
  next: number;
}

/** A seeker before the first unit. */
export function seeker(text: string, wanted: string): Seeker {
  return { text, wanted, next: -1 };
}

/** The next place at or after an offset; the text's length if there is none. */
export function seek(wanted: Seeker, from: number): number {
  if (wanted.next < from) {
    const found = wanted.text.indexOf(wanted.wanted, from);
    wanted.next = found < 0 ? wanted.text.length : found;
  }
  return wanted.next;
}

/** The quote that closes the string opened at this offset, or -1. */
export function closingQuote(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close > 0 && isEscaped(text, close)) close = text.indexOf('"', close + 1);
  return close;
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text.charCodeAt(before) === 92) before--;
  return (at - before) % 2 === 0;
}
