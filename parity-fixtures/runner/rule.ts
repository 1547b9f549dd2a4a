import type { Json, JsonObject } from "@lintel/core/json";
import type { Comparison } from "./compare.ts";
import { type Condition, holds } from "./conditions.ts";
import { placesOf } from "./places.ts";
import type { Recorded, Stage } from "./recorded.ts";
import { RELATIONS, type RelationName } from "./relations.ts";
import type { Replayed } from "./replay.ts";

/** Which differences a named expectation covers: as narrow as it can be told. */
export interface Rule {
  /** Exactly these cases; otherwise all that meet the rest. */
  readonly cases?: readonly string[];
  readonly provider?: string;
  readonly function?: string;
  readonly stages: readonly Stage[];
  /** Regular expression that the JSON pointer of every difference at the stage matches. */
  readonly path?: string;
  readonly when?: readonly Condition[];
  readonly relation?: RelationName;
  /** What ours tells, its outcome being the line: `/exception/class`, `/gateway/status`, `/result` as text. */
  readonly told?: readonly Condition[];
  /** For what is not there yet: the verdict itself is what is expected. */
  readonly verdict?: "not-implemented";
}

export interface NamedRule extends Rule {
  readonly name: string;
  /** The client's settings that restore LiteLLM's behaviour: the rule then covers exactly what they change. */
  readonly restoredBy?: JsonObject;
  /** Arguments (null for none) under which ours fails alike: the rule covers a failure only where it does. */
  readonly failsAs?: JsonObject;
  /** How LiteLLM misreads a reply: read like that, the replay does what LiteLLM did, and the rule covers exactly this. */
  readonly misread?: { readonly matches: string; readonly as: string };
}

/** Whether a rule tells how to do what LiteLLM did: it then covers exactly that. */
export function isUndone({ restoredBy, misread }: NamedRule): boolean {
  return restoredBy !== undefined || misread !== undefined;
}

/** One compared case, as rules see it. */
export interface Judged {
  readonly id: string;
  readonly function: string;
  readonly provider: string;
  readonly line: Json;
  readonly recorded: Recorded;
  readonly replayed: Replayed;
  readonly comparison: Comparison;
}

/** Whether a line is one of those a rule speaks of, however its comparison went. */
export function concerns(
  rule: Rule,
  { id, provider, function: name, line }: Pick<Judged, "id" | "provider" | "function" | "line">,
): boolean {
  if (rule.cases !== undefined && !rule.cases.includes(id)) return false;
  if (rule.provider !== undefined && rule.provider !== provider) return false;
  if (rule.function !== undefined && rule.function !== name) return false;
  return (rule.when ?? []).every((condition) => holds(line, condition));
}

/** Whether a rule covers the difference at a stage. */
export function covers(rule: NamedRule | Rule, judged: Judged, stage: Stage): boolean {
  if (
    ("name" in rule && isUndone(rule)) ||
    rule.verdict !== undefined ||
    !rule.stages.includes(stage) ||
    !concerns(rule, judged)
  )
    return false;
  const path = rule.path === undefined ? undefined : new RegExp(rule.path);
  if (path !== undefined && !placesOf(stage, judged).every((place) => path.test(place))) return false;
  if (!(rule.told ?? []).every((condition) => holds(judged.replayed, condition))) return false;
  return rule.relation === undefined || RELATIONS[rule.relation](judged);
}
