import { parse } from "@lintel/core/json";
import { differences } from "./differences.ts";
import { failureDifferences, gatewayDifferences } from "./failure.ts";
import { headerDifferences } from "./headers.ts";
import type { Recorded, Stage } from "./recorded.ts";
import type { Replayed, RequestFacts } from "./replay.ts";

function textPlaces(path: string, theirs: string, ours: string): readonly string[] {
  if (theirs === ours) return [];
  const [left, right] = [parse(theirs, { sources: true }), parse(ours, { sources: true })];
  if (!left.ok || !right.ok) return [path];
  return Array.from(differences(left.value, right.value), (it) => path + it.path);
}

function utf8(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

function requestPlaces(path: string, theirs: RequestFacts, ours: RequestFacts): readonly string[] {
  return [
    ...(theirs.method === ours.method ? [] : [`${path}/method`]),
    ...(theirs.url === ours.url ? [] : [`${path}/url`]),
    ...headerDifferences(theirs.headers, ours.headers).map(({ name }) => `${path}/headers/${name}`),
    ...textPlaces(`${path}/body`, utf8(theirs.body), utf8(ours.body)),
  ];
}

function listPlaces<T>(
  path: string,
  lists: readonly [theirs: readonly T[], ours: readonly T[]],
  places: (path: string, theirs: T, ours: T) => readonly string[],
): readonly string[] {
  const [theirs, ours] = lists;
  const each = theirs.flatMap((it, at) => {
    const other = ours[at];
    return other === undefined ? [] : places(`${path}/${at}`, it, other);
  });
  return theirs.length === ours.length ? each : [...each, `${path}/length`];
}

function failurePlaces(theirs: Recorded, ours: Replayed): readonly string[] {
  if (theirs.exception === undefined || ours.exception === undefined)
    return theirs.exception === ours.exception ? [] : ["/exception"];
  return [
    ...failureDifferences(theirs.exception, ours.exception).map((field) => `/exception/${field}`),
    ...gatewayDifferences(theirs, ours.gateway).map((member) => `/gateway/${member}`),
  ];
}

const PLACES: Readonly<Record<Stage, (recorded: Recorded, replayed: Replayed) => readonly string[]>> = {
  request: (theirs, ours) => listPlaces("/requests", [theirs.requests, ours.requests], requestPlaces),
  result: (theirs, ours) =>
    theirs.result === undefined || ours.result === undefined
      ? ["/result"]
      : textPlaces("/result", theirs.result, ours.result),
  stream: (theirs, ours) =>
    theirs.chunks === undefined || ours.chunks === undefined
      ? ["/chunks"]
      : listPlaces("/chunks", [theirs.chunks, ours.chunks], textPlaces),
  failure: failurePlaces,
};

/** Every place of a stage at which record and replay part, as JSON pointers: not only the first. */
export function placesOf(
  stage: Stage,
  { recorded, replayed }: { readonly recorded: Recorded; readonly replayed: Replayed },
): readonly string[] {
  return PLACES[stage](recorded, replayed);
}
