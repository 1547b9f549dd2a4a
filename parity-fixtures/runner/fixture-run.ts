import { readLine } from "./case.ts";
import { type FixtureFilter, fixtures, pinnedVersion } from "./fixtures.ts";
import { refusal } from "./guard.ts";
import { type Judging, judgeLine } from "./judge-line.ts";
import { heldLevel, type Levels } from "./levels.ts";
import { STAGES } from "./recorded.ts";
import { type Judgement, passes } from "./verdict.ts";

/** A fixture judged, and what is wrong with it, if anything is. */
export interface Held extends Judgement {
  readonly route: string;
  readonly problems: readonly string[];
}

/** What is not as it should be: below its level, unlike its expectation, or better than expected. */
export function problemsOf(judgement: Judgement, levels: Levels): readonly string[] {
  const { verdict, stages, expected, isExpected, stage = "", path = "" } = judgement;
  if (isExpected) return [];
  if (verdict === "threw" || verdict === "not-implemented" || Object.keys(stages).length === 0)
    return [`${verdict}: ${path}`];
  const below = STAGES.flatMap((it) => {
    const reached = stages[it];
    const level = heldLevel(levels, judgement, it);
    return reached === undefined || passes(reached, level)
      ? []
      : [`${it} is ${reached}, held at ${level}${it === stage ? ` (${path})` : ""}`];
  });
  if (below.length > 0 || expected.length === 0 || verdict === "deviation") return below;
  return [`passes, though it is an expected failure: ${expected.join(", ")}; remove the mark`];
}

export interface FixtureRun extends FixtureFilter {
  /** Only ids that contain this. */
  readonly case?: string | undefined;
  /** Regular expression over ids. */
  readonly filter?: string | undefined;
}

/** Replays fixtures one by one and holds each at its level. */
export async function* heldFixtures(
  run: FixtureRun,
  { levels, ...judging }: Judging & { readonly levels: Levels },
): AsyncGenerator<Held> {
  const version = pinnedVersion();
  for await (const { route, text } of fixtures(run)) {
    if (run.case !== undefined && !text.includes(JSON.stringify(run.case).slice(1, -1))) continue;
    const line = readLine(text);
    const refused = line === undefined ? "not a JSON line" : refusal(line, version);
    const judgement = await judgeLine(text, judging);
    if (run.case !== undefined && !judgement.id.includes(run.case)) continue;
    if (run.filter !== undefined && !new RegExp(run.filter).test(judgement.id)) continue;
    yield { ...judgement, route, problems: refused === undefined ? problemsOf(judgement, levels) : [refused] };
  }
}
