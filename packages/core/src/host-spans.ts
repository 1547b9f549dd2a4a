import type { NextSpan } from "./secret-spans.ts";

/** A part of a host's name and its number of them as DNS bounds them; LiteLLM bounds neither, in quadratic time. */
const LABEL_CHARS = 63;
const MOST_LABELS = 126;
const LABEL = String.raw`[A-Za-z0-9\-]{1,${LABEL_CHARS}}`;
const INSIDE = String.raw`\.(?:internal|local|corp|lan|intra|private)\b`;
const HOST_CHAR = /[A-Za-z0-9-]/iu;

/** Where the longest name that ends before an index begins, at another one or behind it; nothing where no name does. */
function nameStart(text: string, end: number, from: number): number | undefined {
  const edge = /\b/iuy;
  let start: number | undefined;
  let chars = 0;
  let labels = 0;
  for (let at = end - 1; at >= from; at--) {
    const char = text[at] ?? "";
    if (char === "." && chars > 0 && labels < MOST_LABELS) {
      labels++;
      chars = 0;
    } else if (HOST_CHAR.test(char) && chars < LABEL_CHARS) {
      chars++;
      edge.lastIndex = at;
      if (edge.test(text)) start = at;
    } else {
      break;
    }
  }
  return start;
}

/** Names of hosts that only a network of one's own knows: `\bLABEL(\.LABEL){0,126}INSIDE`, which as a pattern reads up to 8 KB anew from each part of a name. */
export function insideHosts(text: string, rank: number): NextSpan {
  const inside = new RegExp(INSIDE, "giu");
  const host = new RegExp(String.raw`${LABEL}(?:\.${LABEL}){0,${MOST_LABELS}}${INSIDE}`, "iuy");
  return (from) => {
    inside.lastIndex = from;
    for (let found = inside.exec(text); found !== null; found = inside.exec(text)) {
      const start = nameStart(text, found.index, from);
      if (start === undefined) continue;
      host.lastIndex = start;
      host.test(text);
      return { start, end: host.lastIndex, rank };
    }
    return undefined;
  };
}
