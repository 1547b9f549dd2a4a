import type { Dice } from "./dice.ts";
import type { Sample, Subject } from "./sample.ts";

/** A property every adapter obeys. It is tried on one sample with one roll of the dice. */
export interface Law {
  readonly name: string;
  /** Whether the law says anything about this sample. */
  applies(subject: Subject, sample: Sample): boolean;
  /** What was violated; undefined if nothing was. */
  violation(subject: Subject, sample: Sample, rolls: Dice): Promise<string | undefined>;
}
