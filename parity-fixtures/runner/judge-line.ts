import { resolveModel } from "@lintel/core";
import { entries, type Json, type JsonObject, object } from "@lintel/core/json";
import { fromLatin1, toLatin1 } from "./bytes.ts";
import { type Case, readCase, readLine, type ScriptedReply, UNNAMED } from "./case.ts";
import { compare } from "./compare.ts";
import { judge, type Lists, uncompared } from "./judge.ts";
import { type Recorded, readRecorded } from "./recorded.ts";
import { type Replayed, replay, type Subject } from "./replay.ts";
import { concerns, isUndone, type Judged, type NamedRule } from "./rule.ts";
import type { Cut } from "./scripted-host.ts";
import { type Judgement, passes } from "./verdict.ts";

/** How long one replay may take: nothing in it waits. */
const SECONDS = 20;

export interface Judging extends Lists {
  readonly subject: Subject;
  readonly cut?: Cut;
}

interface Failing extends Pick<Judging, "subject" | "cut"> {
  readonly call: Case;
  readonly judged: Judged;
}

const NOTHING = { stages: {}, deviations: [], expected: [], isExpected: false } as const;

/** A line that cannot be compared, named as far as it can be. */
function unreadable(line: Json | undefined, reason: string): Judgement {
  const call = line === undefined ? undefined : readCase(line);
  const { id = "?", provider = "?", function: name = "?" } = call ?? {};
  return { id, function: name, provider, verdict: "differs", stage: "record", path: reason, ...NOTHING };
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

/** The case under the provider its model means, where neither line nor prefix names one. */
function named(call: Case | undefined, { providers }: Subject): Case | undefined {
  if (call === undefined || call.provider !== UNNAMED) return call;
  const { model } = call.kwargs;
  const found = typeof model === "string" ? resolveModel({ model }, providers) : undefined;
  return found?.resolved === true && found.provider !== undefined ? { ...call, provider: found.provider } : call;
}

interface Read {
  readonly line: Json;
  readonly call: Case;
  readonly recorded: Recorded;
}

async function judgeCase(
  { line, call, recorded }: Read,
  { subject, cut, deviations, expected }: Judging,
): Promise<Judgement> {
  const name = { id: call.id, function: call.function, provider: call.provider };
  const replayed = await inTime(replay(call, subject, cut));
  if (replayed.outcome === "threw" || replayed.outcome === "not-implemented") {
    const { outcome: verdict, reason = "" } = replayed;
    return uncompared({ ...name, line, verdict, recorded, reason }, expected);
  }
  const judged: Judged = { ...name, line, recorded, replayed, comparison: compare(recorded, replayed) };
  return judge(judged, { deviations, expected });
}

function misread(reply: ScriptedReply, { misread: how }: NamedRule): ScriptedReply {
  if (reply.reply === "failure" || how === undefined) return reply;
  const body = reply.pieces.map(toLatin1).join("");
  return { ...reply, pieces: [fromLatin1(body.replace(new RegExp(how.matches, "gs"), how.as))] };
}

/** The call under the switches of these deviations, and with its replies misread as they say. */
function undone(call: Case, rules: readonly NamedRule[]): Case {
  return {
    ...call,
    settings: object([call.settings, ...rules.map(({ restoredBy }) => restoredBy)].flatMap((it) => entries(it ?? {}))),
    replies: call.replies.map((reply) => rules.reduce(misread, reply)),
  };
}

/** Whether LiteLLM's behaviour is restored, to the byte or but for what is expected, by the switches of these deviations. */
async function isRestored(read: Read, switches: readonly NamedRule[], judging: Judging): Promise<boolean> {
  const call = undone(read.call, switches);
  const { verdict, isExpected } = await judgeCase({ ...read, call }, { ...judging, deviations: [] });
  return isExpected || passes(verdict, "L1");
}

/** The deviations whose switches undo all that differs: one that does, else as few as do together. */
async function undoing(read: Read, judging: Judging): Promise<readonly NamedRule[]> {
  const { id, provider, function: name } = read.call;
  const facts = { id, provider, function: name, line: read.line };
  const switches = judging.deviations.filter((it) => isUndone(it) && concerns(it, facts));
  for (const one of switches) if (await isRestored(read, [one], judging)) return [one];
  if (switches.length < 2 || !(await isRestored(read, switches, judging))) return [];
  let needed = switches;
  for (const one of switches) {
    const others = needed.filter((it) => it !== one);
    if (await isRestored(read, others, judging)) needed = others;
  }
  return needed;
}

function failed({ exception, gateway }: Replayed): string {
  return JSON.stringify([exception, gateway]);
}

/** Whether ours fails with other arguments as it does with these. */
async function isFailedAs(args: JsonObject, { call, judged, subject, cut }: Failing): Promise<boolean> {
  const kwargs = Object.entries({ ...call.kwargs, ...args }).filter(([, value]) => value !== null);
  return (
    failed(await inTime(replay({ ...call, kwargs: Object.fromEntries(kwargs) }, subject, cut))) ===
    failed(judged.replayed)
  );
}

/** The deviations that may be asked whether they cover what differs: one that says how ours fails only where ours does. */
async function standing(
  { call }: Read,
  judged: Judged,
  { deviations, ...rest }: Judging,
): Promise<readonly NamedRule[]> {
  const stand = await Promise.all(
    deviations.map(async (rule) => {
      if (rule.failsAs === undefined || !concerns(rule, judged)) return true;
      return isFailedAs(rule.failsAs, { call, judged, ...rest });
    }),
  );
  return deviations.filter((_, at) => stand[at] === true);
}

/** Replays one line and compares it with its record. Whatever the line holds, this gives a judgement. */
export async function judgeLine(text: string, judging: Judging): Promise<Judgement> {
  const line = readLine(text);
  if (line === undefined) return unreadable(undefined, "not a JSON line");
  const call = named(readCase(line), judging.subject);
  if (call === undefined) return unreadable(line, "not a case: id, function or kwargs is missing");
  const recorded = readRecorded(line);
  if (recorded.outcome === "none") return unreadable(line, recorded.reason);
  const read = { line, call, recorded };
  const plain = await judgeCase(read, { ...judging, deviations: [] });
  if (plain.isExpected || plain.judged === undefined || passes(plain.verdict, "L1")) return plain;
  const rules = await undoing(read, judging);
  if (rules.length > 0) return deviating(plain, rules);
  return judge(plain.judged, { ...judging, deviations: await standing(read, plain.judged, judging) });
}

/** What differs, as the deviations that their switches show it to be. */
function deviating(judgement: Judgement, undone: readonly NamedRule[]): Judgement {
  const stages = Object.entries(judgement.stages).map(
    ([stage, verdict]) => [stage, passes(verdict, "L1") ? verdict : "deviation"] as const,
  );
  return {
    ...judgement,
    verdict: "deviation",
    stages: Object.fromEntries(stages),
    deviations: [...judgement.deviations, ...undone.map(({ name }) => name)],
  };
}
