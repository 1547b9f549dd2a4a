import { asList, asNumber, isObject } from "./case.ts";

function next(seed: number): number {
  return (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
}

/** `{"count", "of", "seed"?}`: so many of these texts, drawn as the recorder draws them; a pair of code points stands for all between. */
export function letters(value: unknown): string {
  const { count, of, seed: first } = isObject(value) ? value : {};
  const choices = asList(of);
  let seed = asNumber(first) ?? 0;
  const drawn: string[] = [];
  for (let at = 0; at < (asNumber(count) ?? 0); at++) {
    seed = next(seed);
    const picked = choices[(seed >> 8) % choices.length];
    if (typeof picked === "string") {
      drawn.push(picked);
      continue;
    }
    const [low = 0, high = 0] = asList(picked).map((it) => asNumber(it) ?? 0);
    seed = next(seed);
    drawn.push(String.fromCodePoint(low + ((seed >> 8) % (high - low + 1))));
  }
  return drawn.join("");
}
