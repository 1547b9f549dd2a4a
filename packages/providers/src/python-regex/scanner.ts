/** How many characters a piece of a pattern can match. */
export interface Width {
  readonly least: number;
  readonly most: number;
}

/** How far a pattern is read, and what it has defined. Everything after a failure reads as the end of the pattern. */
export interface Scanner {
  readonly chars: readonly string[];
  at: number;
  failed: boolean;
  isVerbose: boolean;
  /** Groups by number, from 0 for the whole; undefined while open. */
  readonly widths: (Width | undefined)[];
  readonly names: Map<string, number>;
  /** How many groups there were before the lookbehind that is being read. */
  lookbehind: number | undefined;
  /** The highest group that a conditional asks for. */
  asked: number;
  depth: number;
}

export function scanner(pattern: string): Scanner {
  return {
    chars: [...pattern],
    at: 0,
    failed: false,
    isVerbose: false,
    widths: [undefined],
    names: new Map(),
    lookbehind: undefined,
    asked: 0,
    depth: 0,
  };
}

/** Marks a pattern as none of Python's. */
export function fail(scan: Scanner): void {
  scan.failed = true;
  scan.at = scan.chars.length;
}

/** The next token, a character or a backslash with the one it escapes; undefined at the end. */
export function peek(scan: Scanner): string | undefined {
  const char = scan.chars[scan.at];
  return char === "\\" ? `\\${scan.chars[scan.at + 1] ?? ""}` : char;
}

export function take(scan: Scanner): string | undefined {
  const token = peek(scan);
  if (token === "\\") fail(scan);
  else if (token !== undefined) scan.at += token.startsWith("\\") ? 2 : 1;
  return token === "\\" ? undefined : token;
}

/** Passes a token if it is the next one. */
export function match(scan: Scanner, token: string): boolean {
  const found = peek(scan) === token;
  if (found) take(scan);
  return found;
}

/** Characters of a class, at most so many. */
export function takeWhile(scan: Scanner, of: RegExp, most = Number.POSITIVE_INFINITY): string {
  let taken = "";
  for (let count = 0; count < most && of.test(peek(scan) ?? ""); count++) taken += take(scan) ?? "";
  return taken;
}

/** A name up to its closing mark, which is passed. */
export function takeName(scan: Scanner, closing: string): string {
  let name = "";
  for (let token = take(scan); token !== closing; token = take(scan)) {
    if (token === undefined) {
      fail(scan);
      return "";
    }
    name += token;
  }
  if (name === "") fail(scan);
  return name;
}

/** Whether a group is there and closed, and may be asked for where the scanner stands. */
export function canRefer(scan: Scanner, group: number): boolean {
  if (scan.lookbehind !== undefined && group >= scan.lookbehind) return false;
  return scan.widths[group] !== undefined;
}
