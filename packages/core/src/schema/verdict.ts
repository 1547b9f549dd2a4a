/** Whether a value is valid under a keyword or a schema; `open` where that is not decided here. */
export type Verdict = "holds" | "fails" | "open";

/** The verdict of a check that is decided. */
export function verdict(holds: boolean): Verdict {
  return holds ? "holds" : "fails";
}

/** One that fails decides, then one that is open. */
export function all(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes("fails")) return "fails";
  return verdicts.includes("open") ? "open" : "holds";
}

/** The opposite of a verdict; what is open stays so. */
export function not(of: Verdict): Verdict {
  if (of === "open") return "open";
  return verdict(of === "fails");
}

/** How many verdicts may hold, both ends included. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** Whether at least `least` and at most `most` of the verdicts hold, whatever the open ones turn out to be. */
export function between(verdicts: readonly Verdict[], { least, most }: Bounds): Verdict {
  const held = verdicts.filter((it) => it === "holds").length;
  const possible = verdicts.filter((it) => it !== "fails").length;
  if (held > most || possible < least) return "fails";
  return held >= least && possible <= most ? "holds" : "open";
}
