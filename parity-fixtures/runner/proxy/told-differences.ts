import { parse } from "@lintel/core/json";
import { differences } from "../differences.ts";
import type { Content, HeaderList, Seen, Told } from "./recorded.ts";

/** One place where two answers part; absent on the side that has nothing there. */
export interface ToldDifference {
  readonly path: string;
  readonly theirs?: string | undefined;
  readonly ours?: string | undefined;
}

function scalar(path: string, theirs: unknown, ours: unknown): readonly ToldDifference[] {
  const text = (value: unknown): string | undefined => (value === undefined ? undefined : String(value));
  return theirs === ours ? [] : [{ path, theirs: text(theirs), ours: text(ours) }];
}

function byName(headers: HeaderList): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of headers) {
    const before = found.get(name);
    found.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return found;
}

function headerDifferences(path: string, theirs: HeaderList, ours: HeaderList): readonly ToldDifference[] {
  const [left, right] = [byName(theirs), byName(ours)];
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((name) =>
    scalar(`${path}/${name}`, left.get(name), right.get(name)),
  );
}

function jsonDifferences(path: string, theirs: string, ours: string): readonly ToldDifference[] {
  if (theirs === ours) return [];
  const [left, right] = [parse(theirs, { sources: true }), parse(ours, { sources: true })];
  if (!left.ok || !right.ok) return [{ path, theirs, ours }];
  const found = [...differences(left.value, right.value)].map((it) => ({
    path: path + it.path,
    theirs: it.theirs,
    ours: it.ours,
  }));
  return found.length > 0 ? found : [{ path: `${path} (spelling)`, theirs, ours }];
}

const FRAME = /^(?:event: (.*)\n)?data: (.*)$/;

function frameDifferences(
  path: string,
  theirs: string | undefined,
  ours: string | undefined,
): readonly ToldDifference[] {
  const [left, right] = [FRAME.exec(theirs ?? ""), FRAME.exec(ours ?? "")];
  if (left === null || right === null) return scalar(path, theirs, ours);
  return [
    ...scalar(`${path}/event`, left[1], right[1]),
    ...jsonDifferences(`${path}/data`, left[2] ?? "", right[2] ?? ""),
  ];
}

function isFramed(text: string): boolean {
  return /^(?:event|data):|^: /.test(text);
}

function contentDifferences(path: string, theirs: Content = "", ours: Content = ""): readonly ToldDifference[] {
  if (typeof theirs !== "string" || typeof ours !== "string") return scalar(path, theirs, ours);
  if (!isFramed(theirs) || !isFramed(ours)) return jsonDifferences(path, theirs, ours);
  const [left, right] = [theirs.split("\n\n"), ours.split("\n\n")];
  return Array.from({ length: Math.max(left.length, right.length) }, (_, at) =>
    frameDifferences(`${path}/${at}`, left[at], right[at]),
  ).flat();
}

function seenDifferences(path: string, theirs: Seen | undefined, ours: Seen | undefined): readonly ToldDifference[] {
  if (theirs === undefined || ours === undefined) return scalar(path, theirs?.path, ours?.path);
  return [
    ...scalar(`${path}/method`, theirs.method, ours.method),
    ...scalar(`${path}/path`, theirs.path, ours.path),
    ...headerDifferences(`${path}/headers`, theirs.headers, ours.headers),
    ...contentDifferences(`${path}/body`, theirs.body, ours.body),
  ];
}

/** Every place where what two gateways did with the same request parts: the order of headers is none. */
export function toldDifferences(theirs: Told, ours: Told): readonly ToldDifference[] {
  const most = Math.max(theirs.requests.length, ours.requests.length);
  return [
    ...scalar("/status", theirs.status, ours.status),
    ...headerDifferences("/headers", theirs.headers, ours.headers),
    ...contentDifferences("/body", theirs.body, ours.body),
    ...scalar("/cut", theirs.cut, ours.cut),
    ...Array.from({ length: most }, (_, at) =>
      seenDifferences(`/requests/${at}`, theirs.requests[at], ours.requests[at]),
    ).flat(),
  ];
}
