/** What is known of a value under a rule; `open` where the rule is not checked here. */
export type Verdict = "holds" | "fails" | "open";

export function verdict(holds: boolean): Verdict {
  return holds ? "holds" : "fails";
}

/** Whether every rule holds. */
export function all(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes("fails")) return "fails";
  return verdicts.includes("open") ? "open" : "holds";
}

export function not(of: Verdict): Verdict {
  if (of === "open") return "open";
  return verdict(of === "fails");
}

/** Whether as many rules hold as there have to be. */
export function between(verdicts: readonly Verdict[], { least, most }: Bounds): Verdict {
  const held = verdicts.filter((it) => it === "holds").length;
  const possible = verdicts.filter((it) => it !== "fails").length;
  if (held > most || possible < least) return "fails";
  return held >= least && possible <= most ? "holds" : "open";
}

export interface Bounds {
  readonly least: number;
  readonly most: number;
}
