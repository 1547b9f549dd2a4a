/** A stretch of a text, and which of several that begin together is taken: that of the lowest rank. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly rank: number;
}

/** The first stretch that begins at an index or behind it; to be asked in ascending order. */
export type NextSpan = (from: number) => Span | undefined;

/** The first index at or behind another one at which a sign of this kind stands; to be asked in ascending order. */
function nextSign(text: string, sign: RegExp): (from: number) => number {
  const pattern = new RegExp(sign);
  let found = -1;
  return (from) => {
    if (found >= from) return found;
    pattern.lastIndex = from;
    found = pattern.exec(text)?.index ?? text.length;
    return found;
  };
}

/** The last index up to another one at which a text stands, or -1; to be asked in ascending order. */
function lastUpTo(text: string, wanted: string): (limit: number) => number {
  let last = -1;
  let next = text.indexOf(wanted);
  return (limit) => {
    while (next !== -1 && next <= limit) {
      last = next;
      next = text.indexOf(wanted, next + 1);
    }
    return last;
  };
}

const SCHEME = "://";
/** The most characters of a name, and of a password. */
const LOGIN_CHARS = 4096;

/** Names and passwords in addresses: `(?<=://)[^\s'":]{0,4096}:[^\s'"]{1,4096}(?=@)`, which as a pattern looks at thousands of characters behind each `://`. */
export function logins(text: string, rank: number): NextSpan {
  const nameEnd = nextSign(text, /[\s'":]/g);
  const runEnd = nextSign(text, /[\s'"]/g);
  const lastAt = lastUpTo(text, "@");
  return (from) => {
    for (
      let at = text.indexOf(SCHEME, Math.max(0, from - SCHEME.length));
      at !== -1;
      at = text.indexOf(SCHEME, at + 1)
    ) {
      const start = at + SCHEME.length;
      const colon = nameEnd(start);
      if (text[colon] !== ":" || colon - start > LOGIN_CHARS) continue;
      const end = lastAt(Math.min(runEnd(colon + 1) - 1, colon + 1 + LOGIN_CHARS));
      if (end > colon + 1) return { start, end, rank };
    }
    return undefined;
  };
}

/** The fewest characters of a token's first part, behind its beginning. */
const TOKEN_CHARS = 10;
const TOKEN_START = /(?<![\p{L}\p{N}_])eyJ/giu;
const TOKEN_START_CHARS = 3;
const NO_TOKEN_SIGN = /[^A-Za-z0-9_-]/giu;

/** JSON Web Tokens: `\beyJ[A-Za-z0-9_\-]{10,}\.[A-Za-z0-9_\-]+\.[A-Za-z0-9_\-]*`, which as a pattern reads a part anew from each beginning in it. */
export function webTokens(text: string, rank: number): NextSpan {
  const starts = nextSign(text, TOKEN_START);
  const firstEnd = nextSign(text, NO_TOKEN_SIGN);
  const secondEnd = nextSign(text, NO_TOKEN_SIGN);
  const thirdEnd = nextSign(text, NO_TOKEN_SIGN);
  return (from) => {
    for (let start = starts(from); start < text.length; start = starts(start + 1)) {
      const content = start + TOKEN_START_CHARS;
      const first = firstEnd(content);
      if (text[first] !== "." || first - content < TOKEN_CHARS) continue;
      const second = secondEnd(first + 1);
      if (text[second] === "." && second > first + 1) return { start, end: thirdEnd(second + 1), rank };
    }
    return undefined;
  };
}

/** The same, each stretch looked for once. */
function onceEach(next: NextSpan): NextSpan {
  let known: Span | undefined;
  let isOver = false;
  return (from) => {
    if (isOver || (known !== undefined && known.start >= from)) return known;
    known = next(from);
    isOver = known === undefined;
    return known;
  };
}

/** The first stretch of any kind. */
export function firstOf(kinds: readonly NextSpan[]): NextSpan {
  const all = kinds.map(onceEach);
  return (from) =>
    all
      .map((next) => next(from))
      .filter((span) => span !== undefined)
      .reduce<Span | undefined>(
        (best, span) =>
          best === undefined || span.start < best.start || (span.start === best.start && span.rank < best.rank)
            ? span
            : best,
        undefined,
      );
}
