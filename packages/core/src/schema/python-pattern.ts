import { type Verdict, verdict } from "./verdict.ts";

/** Steps a search may take at worst: a text is not searched for ever, whoever made the pattern. */
const MOST_STEPS = 1e7;

/** What stands for Python's classes, which know all of Unicode, alone and among others. */
const CLASSES: Readonly<Record<string, readonly [alone: string, among: string | undefined]>> = {
  w: ["[\\p{L}\\p{N}_]", "\\p{L}\\p{N}_"],
  W: ["[^\\p{L}\\p{N}_]", undefined],
  d: ["\\p{Nd}", "\\p{Nd}"],
  D: ["\\P{Nd}", "\\P{Nd}"],
};

const TOKENS = /\\([\s\S])|[[\].$]/gu;
const EMPTY = /^\[\^?\]/;
const IDLE_ESCAPE = /[!"#%&',:;<=>@_`~ ]/;

/** Python's pattern in JavaScript's words; undefined where there are none. */
function translated(pattern: string): string | undefined {
  let isAmong = false;
  let isKnown = true;
  const text = pattern.replace(TOKENS, (token: string, escaped: string | undefined, at: number) => {
    if (escaped !== undefined) {
      const found = Object.hasOwn(CLASSES, escaped) ? CLASSES[escaped] : undefined;
      const among = found?.[isAmong ? 1 : 0];
      if (found !== undefined && among === undefined) isKnown = false;
      return among ?? (IDLE_ESCAPE.test(escaped) ? escaped : token);
    }
    if (token === "[" && isAmong) return "\\[";
    // Python takes a bracket that stands first for itself.
    if (token === "[" && EMPTY.test(pattern.slice(at, at + 3))) isKnown = false;
    if (token === "[" || token === "]") isAmong = token === "[";
    else if (!isAmong) return token === "." ? "[^\\n]" : "(?=\\n?$)";
    return token;
  });
  return isKnown ? text : undefined;
}

function count(text: string, found: RegExp): number {
  return text.match(found)?.length ?? 0;
}

/** The steps a search takes at worst: each open repetition may end anywhere, each choice doubles them, and a group of such may take any number. */
function worst(pattern: string, length: number): number {
  const plain = pattern
    .replaceAll(/\\[\s\S]/g, "x")
    .replaceAll(/\[[^\]]*\]/g, "x")
    .replaceAll("(?:", "(");
  const open = count(plain, /[*+]|\{\d*,\d*\}/g);
  const choices = count(plain, /[?|]/g);
  const isRepeating = /\)(?:[*+]|\{\d*,)/.test(plain) || (open + choices > 0 && /\)\{/.test(plain));
  return isRepeating ? Number.POSITIVE_INFINITY : (length + 1) ** (open + 1) * 2 ** choices;
}

/** Whether a pattern of Python's is found in a text (`re.search`). */
export function isMatch(pattern: string, text: string): Verdict {
  const source = worst(pattern, text.length) > MOST_STEPS ? undefined : translated(pattern);
  if (source === undefined) return "open";
  try {
    return verdict(new RegExp(source, "u").test(text));
  } catch {
    return "open";
  }
}
