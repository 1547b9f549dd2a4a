import { type Attempt, got } from "../client/attempt.ts";

/** What a part of a prompt counts for: tokens that are known, and texts that a tokenizer has yet to count. */
export interface Tally {
  readonly tokens: number;
  readonly texts: readonly string[];
  /** Whether some of the known tokens are a guess, such as those of an image whose size is not known. */
  readonly isGuess: boolean;
}

export function tokens(count: number): Tally {
  return { tokens: count, texts: [], isGuess: false };
}

export function guess(count: number): Tally {
  return { tokens: count, texts: [], isGuess: true };
}

export function text(...texts: readonly string[]): Tally {
  return { tokens: 0, texts, isGuess: false };
}

/** A text that is not counted when it is empty: not every tokenizer makes nothing of nothing. */
export function textIfAny(it: string): Tally {
  return it === "" ? tokens(0) : text(it);
}

/** All of them together. */
export function total(tallies: readonly Tally[]): Tally {
  return {
    tokens: tallies.reduce((sum, it) => sum + it.tokens, 0),
    texts: tallies.flatMap((it) => it.texts),
    isGuess: tallies.some((it) => it.isGuess),
  };
}

/** All of them together, unless one of them is no tally: then the first of those. */
export function totalOf(attempts: readonly Attempt<Tally>[]): Attempt<Tally> {
  const failed = attempts.find((it) => !it.ok);
  return failed ?? got(total(attempts.flatMap((it) => (it.ok ? [it.value] : []))));
}
