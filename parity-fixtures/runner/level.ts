import { parse } from "@lintel/core/json";
import { differences } from "./differences.ts";

/** How equal two texts are: the same bytes, the same but for white space and escapes, the same value. */
export type Level = "L2" | "L1" | "L0";

export type Degree = Level | "differs";

export const DEGREES = ["L2", "L1", "L0", "differs"] as const satisfies readonly Degree[];

export interface Likeness {
  readonly degree: Degree;
  /** JSON pointer of the first difference. */
  readonly path?: string;
}

export const SAME: Likeness = { degree: "L2" };

/** Whether a degree reaches a level. */
export function reaches(degree: Degree, level: Level): boolean {
  return DEGREES.indexOf(degree) <= DEGREES.indexOf(level);
}

/** The first of those that are least alike. */
export function worst(all: readonly Likeness[]): Likeness {
  return all.reduce((least, it) => (DEGREES.indexOf(it.degree) > DEGREES.indexOf(least.degree) ? it : least), SAME);
}

/** How far JSON texts agree; texts that are no JSON agree only byte for byte. */
export function likeness(theirs: string, ours: string): Likeness {
  if (theirs === ours) return SAME;
  const [left, right] = [parse(theirs, { sources: true }), parse(ours, { sources: true })];
  if (!left.ok || !right.ok) return { degree: "differs", path: "" };
  let spelling: string | undefined;
  for (const { path, what } of differences(left.value, right.value)) {
    if (what === "value" || what === "length") return { degree: "differs", path };
    spelling ??= path;
  }
  return spelling === undefined ? { degree: "L1", path: "" } : { degree: "L0", path: spelling };
}

/** The same difference, seen from further up. */
export function under(prefix: string, { degree, path }: Likeness): Likeness {
  return path === undefined ? { degree } : { degree, path: prefix + path };
}
