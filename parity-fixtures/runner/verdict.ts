import type { Json } from "@lintel/core/json";
import { isObject, readCase, readLine } from "./case.ts";
import { type Comparison, compare } from "./compare.ts";
import { DEGREES, type Degree, type Level, reaches } from "./level.ts";
import { type Recorded, readRecorded, STAGES, type Stage } from "./recorded.ts";
import { type Replayed, replay, type Subject } from "./replay.ts";
import { concerns, covers, type Judged, type Rule } from "./rule.ts";
import type { Cut } from "./scripted-host.ts";

/** How long one replay may take: nothing in it waits. */
const SECONDS = 20;

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

export interface NamedRule extends Rule {
  readonly name: string;
}

function stagesOf({ outcome, requests }: Recorded): readonly Stage[] {
  return requests.length > 0 ? ["request", outcome] : [outcome];
}

interface Uncompared extends CaseName {
  readonly line: Json;
  readonly verdict: "threw" | "not-implemented";
  readonly recorded: Recorded;
  readonly reason: string;
}

/** A case that could not be compared; an expected failure may say so by its verdict. */
function uncompared({ line, recorded, reason, ...found }: Uncompared, expected: readonly NamedRule[]): Judgement {
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
function judge(judged: Judged, { deviations, expected }: Pick<Judging, "deviations" | "expected">): Judgement {
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

const NOTHING = { stages: {}, deviations: [], expected: [], isExpected: false } as const;

/** A line that cannot be compared, named as far as it can be. */
function unreadable(line: Json | undefined, reason: string): Judgement {
  const call = line === undefined ? undefined : readCase(line);
  const { id = "?", provider = "?", function: name = "?" } = call ?? {};
  return { id, function: name, provider, verdict: "differs", stage: "record", path: reason, ...NOTHING };
}

export interface Judging {
  readonly subject: Subject;
  readonly deviations: readonly NamedRule[];
  readonly expected: readonly NamedRule[];
  readonly cut?: Cut;
  /** Another way to replay, such as inside a bare realm. */
  readonly play?: (text: string, cut: Cut) => Promise<Replayed>;
}

const UNANSWERED: Replayed = {
  outcome: "threw",
  reason: `no answer within ${SECONDS} s`,
  requests: [],
  waits: [],
  losses: [],
};

/** A replay that never ends counts as thrown: one case must not hold up the rest. */
async function inTime(replaying: Promise<Replayed>): Promise<Replayed> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Replayed>((resolve) => {
    timer = setTimeout(() => resolve(UNANSWERED), SECONDS * 1000);
  });
  try {
    return await Promise.race([replaying, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Replays one line and compares it with its record. Whatever the line holds, this gives a judgement. */
export async function judgeLine(text: string, judging: Judging): Promise<Judgement> {
  const { subject, cut = "as-recorded", play } = judging;
  const line = readLine(text);
  if (line === undefined) return unreadable(undefined, "not a JSON line");
  const call = readCase(line);
  if (call === undefined) return unreadable(line, "not a case: id, function or kwargs is missing");
  const recorded = readRecorded(line);
  if (recorded.outcome === "none") return unreadable(line, recorded.reason);
  const name = { id: call.id, function: call.function, provider: call.provider };
  const replayed = await inTime(play === undefined ? replay(call, subject, cut) : play(text, cut));
  if (replayed.outcome === "threw" || replayed.outcome === "not-implemented") {
    const { outcome: verdict, reason = "" } = replayed;
    return uncompared({ ...name, line, verdict, recorded, reason }, judging.expected);
  }
  const comparison: Comparison = compare(recorded, replayed);
  return judge({ ...name, line, recorded, replayed, comparison }, judging);
}

/** Whether a verdict says how equal a case is. */
export function isDegree(verdict: Verdict): verdict is Degree {
  return DEGREES.some((degree) => degree === verdict);
}

/** Whether a verdict is as good as the level asks. */
export function passes(verdict: Verdict, level: Level): boolean {
  return verdict === "deviation" || (isDegree(verdict) && reaches(verdict, level));
}
