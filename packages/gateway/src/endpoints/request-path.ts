import { unquote } from "@lintel/core";
import type { RequestHead } from "../server/seam.ts";

/** A request's path without its query. */
export function pathAsSent({ target }: RequestHead): string {
  const query = target.indexOf("?");
  return query === -1 ? target : target.slice(0, query);
}

/** A path with its escapes undone: a route is found by what they stand for. */
export function unescaped(path: string): string {
  return path.includes("%") ? unquote(path) : path;
}

const SLASHES = ["/", "%2F", "%2f"] as const;

/** A path without the slashes behind it, however they are written. */
export function unslashed(path: string): string {
  for (let end = path.length; ; ) {
    const slash = SLASHES.find((it) => path.endsWith(it, end));
    if (slash === undefined) return path.slice(0, end);
    end -= slash.length;
  }
}
