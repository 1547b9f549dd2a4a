import { writeFile } from "node:fs/promises";
import { describe } from "./diff.ts";
import { type Judging, judgeLine } from "./judge-line.ts";
import type { Level } from "./level.ts";
import { lines } from "./lines.ts";
import { progress } from "./progress.ts";
import { causes, verdictTable } from "./tally.ts";
import { type Judgement, passes } from "./verdict.ts";

export interface OracleOptions {
  readonly files: readonly string[];
  readonly level: Level;
  /** Regular expression over case ids. */
  readonly filter?: string;
  /** Where one JSON line a case goes. */
  readonly json?: string;
  /** The case whose differences are printed. */
  readonly show?: string;
}

/** One line of the report for machines. */
export function reportLine({ id, function: name, provider, verdict, stage, path }: Judgement): string {
  return JSON.stringify({ id, function: name, provider, verdict, stage: stage ?? null, path: path ?? null });
}

/** A cheap look at a line's id, before the line is parsed. */
function mayMatch(line: string, { filter, show }: OracleOptions): boolean {
  const id = /"id":\s*("(?:[^"\\]|\\.)*")/.exec(line)?.[1];
  if (id === undefined) return show === undefined && filter === undefined;
  const name = String(JSON.parse(id));
  return show === undefined
    ? filter === undefined || new RegExp(filter).test(name)
    : name === show || name.includes(show);
}

/** Judges every case of the files, in order. */
export async function judgeFiles(options: OracleOptions, judging: Judging): Promise<readonly Judgement[]> {
  const judgements: Judgement[] = [];
  const told = progress("cases");
  for (const file of options.files) {
    for await (const line of lines(file)) {
      if (!mayMatch(line, options)) continue;
      const { judged, ...judgement } = await judgeLine(line, judging);
      if (options.show !== undefined) console.log(describe({ ...judgement, ...(judged && { judged }) }));
      judgements.push(judgement);
      told.step();
    }
  }
  console.log(told.end());
  return judgements;
}

interface Unlike {
  readonly below: readonly Judgement[];
  readonly better: readonly Judgement[];
}

/** The implemented cases below the level that nothing expects, and those that are better than expected. */
export function unlike(judgements: readonly Judgement[], level: Level): Unlike {
  const isBelow = ({ verdict, isExpected }: Judgement): boolean =>
    verdict !== "not-implemented" && !isExpected && !passes(verdict, level);
  const isBetter = ({ verdict, expected }: Judgement): boolean =>
    expected.length > 0 && verdict !== "deviation" && passes(verdict, level);
  return { below: judgements.filter(isBelow), better: judgements.filter(isBetter) };
}

function summary(judgements: readonly Judgement[], level: Level): string {
  const of = (test: (judgement: Judgement) => boolean): number => judgements.filter(test).length;
  return [
    `${judgements.length} cases: ${of(({ verdict }) => verdict !== "deviation" && passes(verdict, level))} equal at ${level}`,
    `${of(({ verdict }) => verdict === "deviation")} deviations`,
    `${of(({ isExpected }) => isExpected)} expected failures`,
    `${unlike(judgements, level).below.length} below`,
    `${of(({ verdict }) => verdict === "not-implemented")} not implemented`,
  ].join(", ");
}

/** Replays the cases of any files in the oracle's format and reports; true if every case that is implemented reaches the level. */
export async function oracleRun(options: OracleOptions, judging: Judging): Promise<boolean> {
  const judgements = await judgeFiles(options, judging);
  if (options.json !== undefined) {
    await writeFile(options.json, judgements.map((it) => `${reportLine(it)}\n`).join(""));
  }
  const { below, better } = unlike(judgements, options.level);
  if (options.show === undefined) {
    console.log(`\n${verdictTable(judgements)}\n`);
    const why = causes(judgements);
    if (why !== "") console.log(`${why}\n`);
    for (const { id, expected } of better)
      console.log(`✗ ${id} passes, though it is an expected failure: ${expected.join(", ")}`);
    console.log(summary(judgements, options.level));
  }
  if (judgements.length === 0) console.log("✗ no case to replay");
  return judgements.length > 0 && below.length === 0 && better.length === 0;
}
