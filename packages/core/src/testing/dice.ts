/** Chance, handed in by the tester: the laws roll no dice of their own. */
export interface Dice {
  /** A whole number from 0 up to, and without, the limit. */
  below(limit: number): number;
}

/** Repeatable dice from a seed: the same seed, the same rolls. */
export function dice(seed: number): Dice {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  return {
    below(limit) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      const mixed = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) >>> 0;
      return limit <= 1 ? 0 : mixed % limit;
    },
  };
}

/** One of these, by chance; undefined where there is none. */
export function pick<T>(from: readonly T[], rolls: Dice): T | undefined {
  return from[rolls.below(from.length)];
}
