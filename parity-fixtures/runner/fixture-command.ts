import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cutSizes } from "./cuts.ts";
import { deviationPage } from "./deviation-page.ts";
import { describe } from "./diff.ts";
import { type Deviation, readDeviations } from "./expectations.ts";
import { type FixtureRun, type Held, heldFixtures } from "./fixture-run.ts";
import { pinnedVersion } from "./fixtures.ts";
import type { Judging } from "./judge-line.ts";
import { raised, readLevels, writeLevels } from "./levels.ts";
import { matrix, matrixMarkdown } from "./matrix.ts";
import { reportLine } from "./oracle.ts";
import { FIXTURES } from "./paths.ts";
import { progress } from "./progress.ts";
import { expectedDifferences } from "./proxy/expected.ts";
import type { Subject } from "./replay.ts";
import { causes, verdictTable } from "./tally.ts";

const MOST_PROBLEMS = 40;

/** How many differences are shown in full when `--case` finds them. */
const MOST_SHOWN = 5;

async function judged(run: FixtureRun, judging: Judging): Promise<readonly Held[]> {
  const all: Held[] = [];
  const told = progress("fixtures");
  const levels = readLevels();
  let shown = 0;
  for await (const held of heldFixtures(run, { ...judging, levels })) {
    if (run.case !== undefined && held.verdict !== "L2" && shown < MOST_SHOWN) {
      shown += 1;
      console.log(describe(held));
    }
    const { judged: _, ...kept } = held;
    all.push(kept);
    told.step();
  }
  console.log(told.end());
  return all;
}

function tellProblems(held: readonly Held[]): boolean {
  const wrong = held.filter(({ problems }) => problems.length > 0);
  for (const { id, problems } of wrong.slice(0, MOST_PROBLEMS)) console.log(`✗ ${id}: ${problems.join("; ")}`);
  if (wrong.length > MOST_PROBLEMS) console.log(`… and ${wrong.length - MOST_PROBLEMS} more`);
  const expected = held.filter(({ isExpected }) => isExpected).length;
  const deviating = held.filter(({ deviations }) => deviations.length > 0).length;
  console.log(
    `${held.length - wrong.length} of ${held.length} fixtures as they should be (${expected} expected failures, ${deviating} deviations), ${wrong.length} not`,
  );
  if (held.length === 0) console.log("✗ no fixture is so named");
  return held.length > 0 && wrong.length === 0;
}

/** Replays the fixtures and holds each at its level; true if all are as they should be. */
export async function fixtureCommand(
  run: FixtureRun & { readonly cut?: string; readonly json?: string; readonly raise: boolean },
  judging: Judging,
): Promise<boolean> {
  let isGood = true;
  for (const cut of cutSizes(run.cut)) {
    if (run.cut !== undefined)
      console.log(`\nreply bodies ${cut === "as-recorded" ? "as recorded" : `in pieces of ${cut} bytes`}`);
    const held = await judged(run, { ...judging, cut });
    console.log(`\n${verdictTable(held)}\n`);
    const why = causes(held.filter(({ problems }) => problems.length > 0));
    if (why !== "") console.log(`${why}\n`);
    if (run.json !== undefined) writeFileSync(run.json, held.map((it) => `${reportLine(it)}\n`).join(""));
    if (run.raise) writeLevels(raised(readLevels(), held));
    isGood = tellProblems(held) && isGood;
  }
  return isGood;
}

function isCurrent(file: string, text: string): boolean {
  try {
    return readFileSync(file, "utf8") === text;
  } catch {
    return false;
  }
}

/** The pages that are made of what the fixtures come to: file and text. */
export function pages(
  held: readonly Held[],
  { subject, deviations }: { readonly subject: Subject; readonly deviations: readonly Deviation[] },
): readonly (readonly [file: string, text: string])[] {
  const providers = [...new Set(subject.adapters.map(({ provider }) => provider))];
  const made = matrix(held, { litellm: pinnedVersion(), providers });
  return [
    [join(FIXTURES, "MATRIX.md"), matrixMarkdown(made)],
    [join(FIXTURES, "MATRIX.json"), `${JSON.stringify(made, null, 1)}\n`],
    [join(FIXTURES, "DEVIATIONS.md"), deviationPage(deviations, expectedDifferences())],
  ];
}

/** Writes the pages, or with `check` tells whether the written ones are the present ones. */
export async function matrixCommand({ check }: { readonly check: boolean }, judging: Judging): Promise<boolean> {
  const held = await judged({}, judging);
  const made = pages(held, { subject: judging.subject, deviations: readDeviations() });
  console.log(made[0]?.[1]);
  const stale = made.filter(([file, text]) => !isCurrent(file, text));
  if (!check) for (const [file, text] of stale) writeFileSync(file, text);
  if (check) for (const [file] of stale) console.log(`${file} is out of date: run pnpm parity --matrix`);
  return !check || stale.length === 0;
}
