import type { Json } from "@lintel/core/json";
import { isObject } from "./case.ts";
import { reaches } from "./level.ts";
import { type Recorded, STAGES, type Stage } from "./recorded.ts";
import { concerns, covers, type Judged, type NamedRule } from "./rule.ts";
import type { CaseName, Judgement, Verdict } from "./verdict.ts";

/** The named differences a judgement knows of. */
export interface Lists {
  readonly deviations: readonly NamedRule[];
  readonly expected: readonly NamedRule[];
}

function stagesOf({ outcome, requests }: Recorded): readonly Stage[] {
  return requests.length > 0 ? ["request", outcome] : [outcome];
}

export interface Uncompared extends CaseName {
  readonly line: Json;
  readonly verdict: "threw" | "not-implemented";
  readonly recorded: Recorded;
  readonly reason: string;
}

/** A case that could not be compared; an expected failure may say so by its verdict. */
export function uncompared(
  { line, recorded, reason, ...found }: Uncompared,
  expected: readonly NamedRule[],
): Judgement {
  const stages = Object.fromEntries(stagesOf(recorded).map((stage) => [stage, found.verdict]));
  const speaking = expected.filter((rule) => concerns(rule, { ...found, line }));
  return {
    ...found,
    stage: recorded.outcome,
    path: reason.split("\n", 1)[0] ?? "",
    stages,
    deviations: [],
    expected: speaking.map((rule) => rule.name),
    isExpected: speaking.some((rule) => rule.verdict === found.verdict),
  };
}

/** Differences that a named deviation covers are no longer differences. */
export function judge(judged: Judged, { deviations, expected }: Lists): Judgement {
  const { id, provider, function: name, comparison } = judged;
  const compared = STAGES.flatMap((stage) => {
    const likeness = comparison[stage];
    if (likeness === undefined) return [];
    if (reaches(likeness.degree, "L1"))
      return [{ stage, verdict: likeness.degree, path: likeness.path, rule: undefined }];
    const rule = deviations.find((it) => covers(it, judged, stage));
    return [
      { stage, verdict: rule === undefined ? likeness.degree : ("deviation" as const), path: likeness.path, rule },
    ];
  });
  const isUnsteady = isObject(judged.line) && judged.line.unsteady === true;
  const wrong = compared.filter((it) => it.verdict === "differs" || (it.verdict === "L0" && !isUnsteady));
  const order = ["differs", "L0", "deviation", "L1", "L2"] as const satisfies readonly Verdict[];
  const verdict = order.find((it) => compared.some((stage) => stage.verdict === it)) ?? "L2";
  const decided = verdict === "L2" ? undefined : compared.find((it) => it.verdict === verdict);
  return {
    id,
    function: name,
    provider,
    verdict,
    ...(decided !== undefined && { stage: decided.stage, path: decided.path ?? "" }),
    stages: Object.fromEntries(compared.map((it) => [it.stage, it.verdict])),
    judged,
    ...(isUnsteady && { isUnsteady }),
    deviations: compared.flatMap(({ rule }) => (rule === undefined ? [] : [rule.name])),
    expected: expected.filter((rule) => concerns(rule, judged)).map((rule) => rule.name),
    isExpected: wrong.length > 0 && wrong.every(({ stage }) => expected.some((rule) => covers(rule, judged, stage))),
  };
}
