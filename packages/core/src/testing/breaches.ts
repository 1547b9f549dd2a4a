import { dice, pick } from "./dice.ts";
import type { Law } from "./law.ts";
import { laws } from "./laws.ts";
import type { Sample, Subject } from "./sample.ts";

/** A law that an adapter broke, on which sample, how, and the seed that shows it again. */
export interface Breach {
  readonly law: string;
  readonly sample: string;
  readonly violation: string;
  readonly seed: number;
}

/** How often each law is tried, and with which seeds: `seed`, `seed + 1` and so on. */
export interface Trial {
  readonly runs?: number;
  readonly seed?: number;
  /** Only these laws; all unless told. */
  readonly laws?: readonly Law[];
}

/** Tries every law that applies on samples drawn at random, and tells the first breach of each. */
export async function breaches(
  subject: Subject,
  samples: readonly Sample[],
  { runs = 200, seed = 1, laws: tried = laws }: Trial = {},
): Promise<readonly Breach[]> {
  const found: Breach[] = [];
  for (const law of tried) {
    const fitting = samples.filter((sample) => law.applies(subject, sample));
    for (let run = 0; run < runs && fitting.length > 0; run += 1) {
      const rolls = dice(seed + run);
      const sample = pick(fitting, rolls);
      const violation = sample && (await law.violation(subject, sample, rolls));
      if (violation === undefined || sample === undefined) continue;
      found.push({ law: law.name, sample: sample.id, violation, seed: seed + run });
      break;
    }
  }
  return found;
}
