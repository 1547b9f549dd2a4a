import { type Verdict, verdict } from "./verdict.ts";

/** The most steps that a search may take; a pattern that may take more is not searched, since callers write the patterns. */
const MOST_STEPS = 1e7;

/** Python's character classes, which know all of Unicode, as JavaScript writes them: alone, and within brackets, where `\W` has no equal. */
const CLASSES: Readonly<Record<string, readonly [alone: string, among: string | undefined]>> = {
  w: ["[\\p{L}\\p{N}_]", "\\p{L}\\p{N}_"],
  W: ["[^\\p{L}\\p{N}_]", undefined],
  d: ["\\p{Nd}", "\\p{Nd}"],
  D: ["\\P{Nd}", "\\P{Nd}"],
};

const TOKENS = /\\([\s\S])|[[\].$]/gu;
const EMPTY = /^\[\^?\]/;
const IDLE_ESCAPE = /[!"#%&',:;<=>@_`~ ]/;

/** A pattern of Python's `re` as JavaScript's `RegExp` writes it with the flag `u`; undefined where it cannot be told. */
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

/** An upper bound of the steps of a search: each open repetition may end anywhere, each choice doubles them, a repeated group of either may take any number. */
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

/** Whether a pattern is found in a text, as Python's `re.search` finds it; open for patterns that are too costly, or differ in JavaScript. */
export function isMatch(pattern: string, text: string): Verdict {
  const source = worst(pattern, text.length) > MOST_STEPS ? undefined : translated(pattern);
  if (source === undefined) return "open";
  try {
    return verdict(new RegExp(source, "u").test(text));
  } catch {
    return "open";
  }
}
