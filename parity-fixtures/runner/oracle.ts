import { writeFile } from "node:fs/promises";
import { describe } from "./diff.ts";
import type { Level } from "./level.ts";
import { lines } from "./lines.ts";
import { progress } from "./progress.ts";
import { causes, verdictTable } from "./tally.ts";
import { type Judgement, type Judging, judgeLine, passes } from "./verdict.ts";

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

/** Replays the cases of any files in the oracle's format and reports; true if every case that is implemented reaches the level. */
export async function oracleRun(options: OracleOptions, judging: Judging): Promise<boolean> {
  const judgements = await judgeFiles(options, judging);
  if (options.json !== undefined) {
    await writeFile(options.json, judgements.map((it) => `${reportLine(it)}\n`).join(""));
  }
  const failing = judgements.filter(({ verdict }) => verdict !== "not-implemented" && !passes(verdict, options.level));
  if (options.show !== undefined) return failing.length === 0;
  console.log(`\n${verdictTable(judgements)}\n`);
  const why = causes(judgements);
  if (why !== "") console.log(`${why}\n`);
  console.log(
    `${judgements.length - failing.length} of ${judgements.length} cases at ${options.level} or not implemented, ${failing.length} below`,
  );
  return failing.length === 0;
}
