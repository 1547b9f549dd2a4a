import { trimEndOf } from "../trim-end-of.ts";

/** Where a URL's authority starts and ends. */
function authority(url: string): readonly [start: number, end: number] {
  const scheme = url.indexOf("://");
  const start = scheme === -1 ? 0 : scheme + 3;
  let end = start;
  while (end < url.length && !isEnd(url.charCodeAt(end))) end++;
  return [start, end];
}

/** Whether a path, a query or a fragment begins here. */
function isEnd(unit: number): boolean {
  return unit === 47 || unit === 63 || unit === 35;
}

/** The host of a URL as Python's `urlparse` finds it, in lower case; empty if it has none. */
export function hostOf(url: string): string {
  const [start, end] = authority(url);
  const address = url.slice(Math.max(start, url.lastIndexOf("@", end) + 1), end);
  const isBracketed = address.startsWith("[");
  const close = address.indexOf(isBracketed ? "]" : ":");
  return address.slice(isBracketed ? 1 : 0, close === -1 ? undefined : close).toLowerCase();
}

/** Its path, likewise, without its closing slashes. */
function pathOf(url: string): string {
  const [, end] = authority(url);
  const [path = ""] = url.slice(end).split(/[?#;]/, 1);
  return trimEndOf(path, "/");
}

/** Whether a base URL lies at or beneath a known one: same host, and its path on a segment's boundary. */
export function matchesHost(base: string, known: string): boolean {
  const host = hostOf(known);
  if (host === "" || host !== hostOf(base)) return false;
  const wanted = pathOf(known);
  const given = pathOf(base);
  return wanted === "" || given === wanted || given.startsWith(`${wanted}/`);
}
