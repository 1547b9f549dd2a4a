import { toLatin1 } from "./bytes.ts";
import { failureLikeness } from "./failure.ts";
import { headerDifferences } from "./headers.ts";
import { type Likeness, likeness, SAME, under, worst } from "./level.ts";
import { multipartLikeness } from "./multipart.ts";
import { type Recorded, STAGES, type Stage } from "./recorded.ts";
import type { Replayed, RequestFacts } from "./replay.ts";

/** How far each stage that the record or the replay has agrees. */
export type Comparison = { readonly [S in Stage]?: Likeness };

const DIFFERS = (path: string): Likeness => ({ degree: "differs", path });

function utf8(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
}

function contentType({ headers }: RequestFacts): string {
  return headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
}

function bodyLikeness(theirs: RequestFacts, ours: RequestFacts): Likeness {
  if (sameBytes(theirs.body, ours.body)) return SAME;
  if (contentType(theirs).startsWith("multipart/")) {
    return multipartLikeness(
      { type: contentType(theirs), body: toLatin1(theirs.body) },
      { type: contentType(ours), body: toLatin1(ours.body) },
    );
  }
  const alike = likeness(utf8(theirs.body), utf8(ours.body));
  return alike.degree === "L2" ? DIFFERS("") : alike;
}

function requestLikeness(theirs: RequestFacts, ours: RequestFacts): Likeness {
  if (theirs.method !== ours.method) return DIFFERS("/method");
  if (theirs.url !== ours.url) return DIFFERS("/url");
  const [header] = headerDifferences(theirs.headers, ours.headers);
  const body = under("/body", bodyLikeness(theirs, ours));
  return header === undefined ? body : DIFFERS(`/headers/${header.name}`);
}

/** Both lists place by place, then their lengths. */
function inOrder<T, O>(
  name: string,
  lists: readonly [theirs: readonly T[], ours: readonly O[]],
  alike: (theirs: T, ours: O) => Likeness,
): Likeness {
  const [theirs, ours] = lists;
  const each = theirs.flatMap((it, at) => {
    const other = ours[at];
    return other === undefined ? [] : [under(`/${name}/${at}`, alike(it, other))];
  });
  const first = each.find(({ degree }) => degree === "differs");
  return first ?? (theirs.length === ours.length ? worst(each) : DIFFERS(`/${name}/length`));
}

/** Waits are drawn: ours, in milliseconds, must lie where LiteLLM's can, rounding aside. */
function waitLikeness([least, most]: readonly [number, number], ms: number): Likeness {
  return ms >= least * 1000 - 1 && ms <= most * 1000 + 1 ? SAME : DIFFERS("");
}

function requestsLikeness(theirs: Recorded, ours: Replayed): Likeness | undefined {
  if (theirs.requests.length === 0 && ours.requests.length === 0) return undefined;
  const requests = inOrder("requests", [theirs.requests, ours.requests], requestLikeness);
  return theirs.waits === undefined
    ? requests
    : worst([requests, inOrder("waits", [theirs.waits, ours.waits], waitLikeness)]);
}

function streamLikeness({ chunks: theirs }: Recorded, { chunks: ours, relayed }: Replayed): Likeness | undefined {
  if (theirs === undefined && ours === undefined) return undefined;
  if (theirs === undefined || ours === undefined) {
    return (theirs ?? ours ?? []).length === 0 ? undefined : DIFFERS("/chunks");
  }
  const lists = relayed === true ? ([[theirs.join("")], [ours.join("")]] as const) : ([theirs, ours] as const);
  return inOrder("chunks", lists, likeness);
}

function resultLikeness(
  { result: theirs, unprintable }: Recorded,
  { result: ours, unprintable: refused }: Replayed,
): Likeness | undefined {
  if (unprintable !== undefined || refused !== undefined)
    return unprintable !== undefined && refused !== undefined ? SAME : DIFFERS("/result");
  if (theirs === undefined && ours === undefined) return undefined;
  return theirs === undefined || ours === undefined ? DIFFERS("/result") : under("/result", likeness(theirs, ours));
}

/** Stage by stage, what LiteLLM did beside what we did. */
export function compare(theirs: Recorded, ours: Replayed): Comparison {
  const stages = {
    request: requestsLikeness(theirs, ours),
    result: resultLikeness(theirs, ours),
    stream: streamLikeness(theirs, ours),
    failure: failureLikeness(theirs, ours),
  } satisfies Record<Stage, Likeness | undefined>;
  return Object.fromEntries(STAGES.flatMap((stage) => (stages[stage] === undefined ? [] : [[stage, stages[stage]]])));
}
