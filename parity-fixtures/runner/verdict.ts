import { DEGREES, type Degree, type Level, reaches } from "./level.ts";
import type { Stage } from "./recorded.ts";
import type { Judged } from "./rule.ts";

export type Verdict = Degree | "deviation" | "threw" | "not-implemented";

export const VERDICTS = [...DEGREES, "deviation", "threw", "not-implemented"] as const satisfies readonly Verdict[];

/** A case's name in tables and reports. */
export interface CaseName {
  readonly id: string;
  readonly function: string;
  readonly provider: string;
}

/** What a case came to: over all, and by stage. */
export interface Judgement extends CaseName {
  readonly verdict: Verdict;
  /** Where the verdict was decided; absent if every stage is equal to the byte. */
  readonly stage?: string;
  /** JSON pointer of the first difference, or the reason. */
  readonly path?: string;
  readonly stages: { readonly [S in Stage]?: Verdict };
  /** What the case was judged from, where it could be compared. */
  readonly judged?: Judged;
  /** Names of the deviations that cover its differences. */
  readonly deviations: readonly string[];
  /** Names of the expected failures that speak of the case, and whether they cover all that is wrong with it. */
  readonly expected: readonly string[];
  readonly isExpected: boolean;
  /** Whether Python itself gives the keys another order in every run: equal by value is as equal as can be. */
  readonly isUnsteady?: boolean;
}

/** Whether a verdict says how equal a case is. */
export function isDegree(verdict: Verdict): verdict is Degree {
  return DEGREES.some((degree) => degree === verdict);
}

/** Whether a verdict is as good as the level asks. */
export function passes(verdict: Verdict, level: Level): boolean {
  return verdict === "deviation" || (isDegree(verdict) && reaches(verdict, level));
}
