import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { grouped } from "./grouped.ts";
import { type Level, reaches } from "./level.ts";
import { FIXTURES } from "./paths.ts";
import { STAGES, type Stage } from "./recorded.ts";
import { isDegree, type Judgement } from "./verdict.ts";

const FILE = join(FIXTURES, "levels.json");

type StageLevels = { readonly [S in Stage]?: Level };

/** The level each stage of a provider's function is held at: provider → function → stage. */
export interface Levels {
  readonly [provider: string]: { readonly [name: string]: StageLevels };
}

/** The levels of levels.json. */
export function readLevels(): Levels {
  const levels: Levels = JSON.parse(readFileSync(FILE, "utf8"));
  return levels;
}

/** The level a stage of a fixture must reach: L1 where none is written down. */
export function heldLevel(
  levels: Levels,
  { provider, function: name, isUnsteady }: Pick<Judgement, "provider" | "function" | "isUnsteady">,
  stage: Stage,
): Level {
  if (isUnsteady === true) return "L0";
  return levels[provider]?.[name]?.[stage] ?? "L1";
}

const HELD = ["L2", "L1"] as const satisfies readonly Level[];

function lowest(judgements: readonly Judgement[], stage: Stage): Level | undefined {
  const reached = judgements.flatMap(({ stages }) => stages[stage] ?? []).filter(isDegree);
  return reached.length === 0 ? undefined : HELD.find((level) => reached.every((it) => reaches(it, level)));
}

/** The higher of what was written down and what every fixture now reaches: a level never goes down. */
export function raised(levels: Levels, judgements: readonly Judgement[]): Levels {
  const counted = judgements.filter(({ isExpected, isUnsteady }) => !isExpected && isUnsteady !== true);
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
