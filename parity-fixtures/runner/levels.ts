import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { grouped } from "./grouped.ts";
import { DEGREES, type Level, reaches } from "./level.ts";
import { FIXTURES } from "./paths.ts";
import { STAGES, type Stage } from "./recorded.ts";
import type { Judgement, Verdict } from "./verdict.ts";

const FILE = join(FIXTURES, "levels.json");

type StageLevels = { readonly [S in Stage]?: Level };

/** The level each stage of a provider's function is held at: provider → function → stage. */
export interface Levels {
  readonly [provider: string]: { readonly [name: string]: StageLevels };
}

/** The levels of levels.json. */
export function readLevels(): Levels {
  return JSON.parse(readFileSync(FILE, "utf8")) as Levels;
}

function isDegree(verdict: Verdict): boolean {
  return (DEGREES as readonly Verdict[]).includes(verdict);
}

/** The level a stage of a fixture must reach: L1 where none is written down. */
export function heldLevel(
  levels: Levels,
  { provider, function: name }: Pick<Judgement, "provider" | "function">,
  stage: Stage,
): Level {
  return levels[provider]?.[name]?.[stage] ?? "L1";
}

function lowest(judgements: readonly Judgement[], stage: Stage): Level | undefined {
  const reached = judgements.flatMap(({ stages }) => stages[stage] ?? []).filter(isDegree);
  const kept = DEGREES.slice(0, 2).find(
    (level) => level !== "differs" && reached.every((it) => it === level || (level === "L1" && it === "L2")),
  );
  return reached.length === 0 || kept === "differs" ? undefined : kept;
}

/** The higher of what was written down and what every fixture now reaches: a level never goes down. */
export function raised(levels: Levels, judgements: readonly Judgement[]): Levels {
  const counted = judgements.filter(({ isExpected }) => !isExpected);
  const names = grouped(counted, ({ provider, function: name }) => `${provider}\n${name}`);
  const fresh = [...names].sort().map(([key, group]) => {
    const [provider = "", name = ""] = key.split("\n");
    const stages = STAGES.flatMap((stage) => {
      const [now, was] = [lowest(group, stage), levels[provider]?.[name]?.[stage]];
      const level = now === undefined ? was : was === undefined || reaches(now, was) ? now : was;
      return level === undefined ? [] : [[stage, level] as const];
    });
    return { provider, name, stages: Object.fromEntries(stages) };
  });
  const providers = grouped(fresh, ({ provider }) => provider);
  const made = [...providers].map(([provider, functions]) => {
    const own = functions.map(({ name, stages }) => [name, stages] as const);
    return [provider, { ...levels[provider], ...Object.fromEntries(own) }] as const;
  });
  return { ...levels, ...Object.fromEntries(made) };
}

export function writeLevels(levels: Levels): void {
  writeFileSync(FILE, `${JSON.stringify(levels, null, 2)}\n`);
}
