import type { Json, JsonObject } from "@lintel/core/json";
import { toLatin1 } from "./bytes.ts";
import { asBytes, asList, asText, isObject } from "./case.ts";
import type { Comparison } from "./compare.ts";
import { placesOf } from "./places.ts";
import type { Recorded, Stage } from "./recorded.ts";
import type { Replayed } from "./replay.ts";

/** A condition on a line: some value at the pointer (`*` is any member) exists, is absent, or its text matches. */
export interface Condition {
  /** Into the line; `/replies/*\/body` is a reply's body as text. */
  readonly at: string;
  readonly matches?: string;
  readonly lacks?: string;
  readonly absent?: true;
}

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
  /** For what is not there yet: the verdict itself is what is expected. */
  readonly verdict?: "not-implemented";
}

export interface NamedRule extends Rule {
  readonly name: string;
  /** The client's settings that restore LiteLLM's behaviour: the rule then covers exactly what they change. */
  readonly restoredBy?: JsonObject;
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

type Relation = (recorded: Recorded, replayed: Replayed) => boolean;

function isPrefix(ours: readonly string[], theirs: readonly string[]): boolean {
  return ours.every((chunk, at) => chunk === theirs[at]);
}

const RELATIONS = {
  /** LiteLLM ends a cut stream as if it were whole; ours ends the same chunks in a fault. */
  "same-chunks-then-fault": ({ chunks: theirs = [], exception }, { chunks: ours = [], exception: fault }) =>
    exception === undefined && fault !== undefined && ours.length <= theirs.length && isPrefix(ours, theirs),
  /** LiteLLM dies of a Python error over the caller's arguments; ours, which has sent as much, refuses them as the caller's mistake. */
  "refused-instead": ({ requests }, { requests: sent, exception }) =>
    requests.length === sent.length &&
    (exception?.class === "BadRequestError" || exception?.class === "UnsupportedParamsError"),
  /** Ours lacks nothing but the usage chunk that LiteLLM adds at the end of a stream. */
  "without-usage-chunk": ({ chunks: theirs = [] }, { chunks: ours = [] }) =>
    theirs.length === ours.length + 1 && isPrefix(ours, theirs) && (theirs.at(-1) ?? "").includes('"usage":{'),
  /** Both fail, with the same class and status. */
  "failed-alike": ({ exception }, { exception: fault }) =>
    exception !== undefined && exception.class === fault?.class && exception.status_code === String(fault?.status_code),
  /** LiteLLM succeeds where ours is a fault. */
  "fault-instead": ({ exception }, { exception: fault }) => exception === undefined && fault !== undefined,
  /** LiteLLM fails where ours succeeds. */
  "answer-instead": ({ exception }, { exception: fault }) => exception !== undefined && fault === undefined,
} as const satisfies Readonly<Record<string, Relation>>;

export type RelationName = keyof typeof RELATIONS;

function replyBodies(line: Json): readonly string[] {
  const replies = isObject(line) ? asList(line.replies) : [];
  return replies.map((reply) => {
    if (!isObject(reply)) return "";
    const pieces = Array.isArray(reply.chunks_b64) ? reply.chunks_b64 : [reply.body_b64];
    return pieces.map((piece) => toLatin1(asBytes(piece))).join("");
  });
}

function found(value: unknown, [name, ...rest]: readonly string[]): readonly unknown[] {
  if (name === undefined) return value === undefined ? [] : [value];
  if (Array.isArray(value)) {
    const members = name === "*" ? value : [value[Number(name)]];
    return members.flatMap((member) => found(member, rest));
  }
  if (!isObject(value)) return [];
  const members = name === "*" ? Object.values(value) : [value[name.replaceAll("~1", "/").replaceAll("~0", "~")]];
  return members.flatMap((member) => found(member, rest));
}

function holds(line: Json, { at, matches, lacks, absent }: Condition): boolean {
  const values = at === "/replies/*/body" ? replyBodies(line) : found(line, at.split("/").slice(1));
  if (absent === true) return values.length === 0;
  const texts = values.map((value) => asText(value) ?? JSON.stringify(value));
  if (lacks !== undefined) return texts.length > 0 && !texts.some((text) => new RegExp(lacks, "s").test(text));
  return matches === undefined ? values.length > 0 : texts.some((text) => new RegExp(matches, "s").test(text));
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
  if ("restoredBy" in rule || rule.verdict !== undefined || !rule.stages.includes(stage) || !concerns(rule, judged))
    return false;
  const path = rule.path === undefined ? undefined : new RegExp(rule.path);
  if (path !== undefined && !placesOf(stage, judged).every((place) => path.test(place))) return false;
  return rule.relation === undefined || RELATIONS[rule.relation](judged.recorded, judged.replayed);
}
