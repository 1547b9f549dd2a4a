import { parse } from "@lintel/core/json";
import { type Difference, differences } from "./differences.ts";
import { failureDifferences, gatewayDifferences } from "./failure.ts";
import { headerDifferences } from "./headers.ts";
import type { Likeness } from "./level.ts";
import { type Recorded, STAGES, type Stage } from "./recorded.ts";
import type { Replayed, RequestFacts } from "./replay.ts";
import type { Judged } from "./rule.ts";
import type { Judgement } from "./verdict.ts";

const MOST = 20;
const WIDEST = 400;

function cut(text: string): string {
  const short = text.length <= WIDEST ? text : `${text.slice(0, WIDEST)}… (${text.length} characters)`;
  return short.replaceAll("\n", "\n      ");
}

function sides(
  path: string,
  {
    theirs,
    ours,
    note = "",
  }: { readonly theirs?: string | undefined; readonly ours?: string | undefined; readonly note?: string },
): string {
  const side = (sign: string, text: string | undefined): string =>
    text === undefined ? `    ${sign} (absent)` : `    ${sign} ${cut(text)}`;
  return [`  ${path === "" ? "(whole)" : path}${note}`, side("-", theirs), side("+", ours)].join("\n");
}

/** The surroundings of the first character at which two texts part. */
function textSides(path: string, theirs: string, ours: string): string {
  let at = 0;
  while (at < theirs.length && theirs[at] === ours[at]) at += 1;
  const from = Math.max(0, at - 60);
  const piece = (text: string): string => JSON.stringify(text.slice(from, at + 160));
  return sides(path, { theirs: piece(theirs), ours: piece(ours), note: ` (text, from character ${from})` });
}

function jsonSides(path: string, theirs: string, ours: string): readonly string[] {
  if (theirs === ours) return [];
  const [left, right] = [parse(theirs, { sources: true }), parse(ours, { sources: true })];
  if (!left.ok || !right.ok) return [textSides(path, theirs, ours)];
  const found: Difference[] = [];
  for (const difference of differences(left.value, right.value)) {
    found.push(difference);
    if (found.length === MOST) break;
  }
  if (found.length === 0) return [textSides(path, theirs, ours)];
  return found.map((it) =>
    sides(path + it.path, { theirs: it.theirs, ours: it.ours, note: it.what === "value" ? "" : ` (${it.what})` }),
  );
}

function utf8(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

function requestSides(at: number, theirs: RequestFacts | undefined, ours: RequestFacts | undefined): readonly string[] {
  const path = `/requests/${at}`;
  const line = (it: RequestFacts | undefined): string | undefined => it && `${it.method} ${it.url}`;
  if (theirs === undefined || ours === undefined) return [sides(path, { theirs: line(theirs), ours: line(ours) })];
  return [
    ...(line(theirs) === line(ours) ? [] : [sides(`${path}/url`, { theirs: line(theirs), ours: line(ours) })]),
    ...headerDifferences(theirs.headers, ours.headers).map((it) => sides(`${path}/headers/${it.name}`, it)),
    ...jsonSides(`${path}/body`, utf8(theirs.body), utf8(ours.body)),
  ];
}

function listSides<T>(
  lists: readonly [readonly T[], readonly T[]],
  side: (at: number, theirs: T | undefined, ours: T | undefined) => readonly string[],
): readonly string[] {
  const [theirs, ours] = lists;
  return Array.from({ length: Math.max(theirs.length, ours.length) }, (_, at) => side(at, theirs[at], ours[at])).flat();
}

function chunkSides(at: number, theirs: string | undefined, ours: string | undefined): readonly string[] {
  const path = `/chunks/${at}`;
  return theirs === undefined || ours === undefined ? [sides(path, { theirs, ours })] : jsonSides(path, theirs, ours);
}

function faultText({
  class: kind,
  status_code,
  message,
}: {
  readonly class: string | undefined;
  readonly status_code: unknown;
  readonly message: string | undefined;
}): string {
  return `${kind} ${status_code}: ${message}`;
}

function outcomeText({
  result,
  exception,
  chunks,
}: Pick<Recorded | Replayed, "result" | "exception" | "chunks">): string {
  if (exception !== undefined) return faultText(exception);
  return result ?? `${chunks?.length ?? 0} chunks`;
}

function answerText({ gateway }: Pick<Recorded, "gateway"> | Pick<Replayed, "gateway">): string | undefined {
  return gateway && `${gateway.status ?? "event"} ${gateway.body}`;
}

function failureSides(recorded: Recorded, replayed: Replayed): readonly string[] {
  const [theirs, ours] = [recorded.exception, replayed.exception];
  if (theirs === undefined || ours === undefined) {
    return [sides("/exception", { theirs: theirs && faultText(theirs), ours: ours && faultText(ours) })];
  }
  const fields = failureDifferences(theirs, ours).map((field) => {
    const says = ours[field];
    return sides(`/exception/${field}`, {
      theirs: theirs[field],
      ours: says === undefined || says === null ? undefined : String(says),
    });
  });
  const members = gatewayDifferences(recorded, replayed.gateway);
  if (members.length === 0) return fields;
  return [
    ...fields,
    sides(`/gateway/${members.join(", ")}`, { theirs: answerText(recorded), ours: answerText(replayed) }),
  ];
}

const SIDES: Readonly<Record<Stage, (recorded: Recorded, replayed: Replayed) => readonly string[]>> = {
  request: (theirs, ours) => listSides([theirs.requests, ours.requests], requestSides),
  result: (theirs, ours) =>
    theirs.result === undefined || ours.result === undefined
      ? [sides("/result", { theirs: outcomeText(theirs), ours: outcomeText(ours) })]
      : jsonSides("/result", theirs.result, ours.result),
  stream: (theirs, ours) =>
    theirs.chunks === undefined || ours.chunks === undefined
      ? [sides("/chunks", { theirs: outcomeText(theirs), ours: outcomeText(ours) })]
      : listSides([theirs.chunks, ours.chunks], chunkSides),
  failure: failureSides,
};

function stageText(stage: Stage, likeness: Likeness, { recorded, replayed }: Judged): string {
  const found = likeness.degree === "L2" ? [] : SIDES[stage](recorded, replayed);
  const more = found.length > MOST ? [`  … and ${found.length - MOST} more`] : [];
  return [`${stage}: ${likeness.degree}`, ...found.slice(0, MOST), ...more].join("\n");
}

/** A case for people: what was equal, and what LiteLLM (-) and ours (+) have at every place they part. */
export function describe({
  id,
  provider,
  function: name,
  verdict,
  stage,
  path,
  judged,
  deviations,
}: Judgement): string {
  const where = stage === undefined ? "" : ` at ${stage} ${path ?? ""}`;
  const head = `${id}\n${provider} ${name}: ${verdict}${where}${deviations.length > 0 ? ` (${deviations.join(", ")})` : ""}`;
  if (judged === undefined) return `${head}\n`;
  const { comparison } = judged;
  const stages = STAGES.flatMap((it) => {
    const likeness = comparison[it];
    return likeness === undefined ? [] : [stageText(it, likeness, judged)];
  });
  return [head, ...stages, ""].join("\n");
}
