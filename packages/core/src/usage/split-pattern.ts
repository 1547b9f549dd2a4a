import { type Attempt, got, raises } from "../client/attempt.ts";

/** Letters that case folding makes equal to ASCII ones. */
const FOLDED: Readonly<Record<string, string>> = { s: "ſ", k: "\u212a" };

function eitherCase(letter: string): string {
  const lower = letter.toLowerCase();
  return `${lower}${lower.toUpperCase()}${FOLDED[lower] ?? ""}`;
}

/** `(?i:…)` written out: not every engine knows it. */
function withoutCaseFlag(body: string): string {
  const written = body.replace(/\[([A-Za-z]+)\]|[A-Za-z]/g, (found, letters: string | undefined) => {
    return `[${Array.from(letters ?? found, eitherCase).join("")}]`;
  });
  return `(?:${written})`;
}

/**
 * A tokenizer's pattern for JavaScript: `\s` is Unicode's white space there, which has U+0085 and lacks U+FEFF. Possessive
 * quantifiers become greedy ones, which is the same where, as in tokenizers' patterns, what follows cannot match what they hold.
 */
export function splitPattern(pattern: string): Attempt<RegExp> {
  const source = pattern
    .replace(/\(\?i:([^()]*)\)/g, (_, body: string) => withoutCaseFlag(body))
    .replaceAll("\\s", "\\p{White_Space}")
    .replaceAll("\\S", "\\P{White_Space}")
    .replace(/([*+?]|\{\d+(?:,\d*)?\})\+/g, "$1");
  try {
    return got(new RegExp(source, "gu"));
  } catch {
    return raises(`the pattern ${pattern} is not understood`);
  }
}
