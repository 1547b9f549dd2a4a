import { escapeOutside } from "./escape.ts";
import { readGroup } from "./group.ts";
import { readQuantifier } from "./quantifier.ts";
import { fail, match, peek, type Scanner, scanner, take, type Width } from "./scanner.ts";
import { readSet } from "./set.ts";

/** What the last item of a branch is, as far as a quantifier after it cares. */
type Last = "none" | "place" | "repeat" | "item";

/** Python gives up at about 1,000 calls in one another, and spends two on each group. */
const DEEPEST = 400;
const ONE: Width = { least: 1, most: 1 };
const NONE: Width = { least: 0, most: 0 };
const SPACE = /^[ \t\n\r\v\f]$/;

interface Item {
  readonly last: Last;
  readonly width: Width;
}

function skipComment(scan: Scanner): void {
  for (let token = take(scan); token !== undefined && token !== "\n"; token = take(scan));
}

function escaped(scan: Scanner, letter: string): Item {
  const found = escapeOutside(scan, letter);
  if (found.is === "place") return { last: "place", width: NONE };
  return { last: "item", width: found.is === "group" ? found.width : ONE };
}

function grouped(scan: Scanner, isStart: boolean): Item | undefined {
  const group = readGroup(scan, { read: readBranches, branch: (inner) => readBranch(inner, false) });
  if (group.is === "item") return { last: "item", width: group.width };
  if (group.is === "flags" && !isStart) fail(scan);
  return undefined;
}

/** One item, or nothing for what leaves no trace. */
function readItem(
  scan: Scanner,
  { token, isStart }: { readonly token: string; readonly isStart: boolean },
): Item | undefined {
  if (token.startsWith("\\")) return escaped(scan, token.slice(1));
  switch (token) {
    case "(":
      return grouped(scan, isStart);
    case "[":
      readSet(scan);
      return { last: "item", width: ONE };
    case "^":
    case "$":
      return { last: "place", width: NONE };
    default:
      return { last: "item", width: ONE };
  }
}

/** A branch up to `|`, `)` or the end. */
function readBranch(scan: Scanner, isFirst: boolean): Width {
  let done: Width = NONE;
  let last: Item = { last: "none", width: NONE };
  for (let token = peek(scan); token !== undefined && token !== "|" && token !== ")"; token = peek(scan)) {
    take(scan);
    if (scan.isVerbose && SPACE.test(token)) continue;
    if (scan.isVerbose && token === "#") {
      skipComment(scan);
      continue;
    }
    const count = /^[*+?{]$/.test(token) ? readQuantifier(scan, token) : undefined;
    if (count === undefined) {
      const item = readItem(scan, { token, isStart: isFirst && last.last === "none" });
      if (item === undefined) continue;
      done = { least: done.least + last.width.least, most: done.most + last.width.most };
      last = item;
    } else {
      if (last.last !== "item") fail(scan);
      last = { last: "repeat", width: { least: last.width.least * count.least, most: last.width.most * count.most } };
    }
  }
  return { least: done.least + last.width.least, most: done.most + last.width.most };
}

function readBranches(scan: Scanner, isWhole: boolean): Width {
  if (++scan.depth > DEEPEST) fail(scan);
  let width = readBranch(scan, isWhole);
  while (match(scan, "|")) {
    const next = readBranch(scan, false);
    width = { least: Math.min(width.least, next.least), most: Math.max(width.most, next.most) };
  }
  scan.depth--;
  return width;
}

/** Whether Python's `re` (3.11) compiles a pattern. */
export function isPythonRegex(pattern: string): boolean {
  const scan = scanner(pattern);
  readBranches(scan, true);
  const isRead = scan.at >= scan.chars.length;
  return !scan.failed && isRead && scan.asked < scan.widths.length;
}
