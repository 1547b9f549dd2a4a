import type { Header } from "@lintel/core";
import type { MessagesCall } from "./types.ts";

const BETA = "anthropic-beta";
const VERSION = "2023-06-01";

/** The betas a caller asks for in a header. */
export function askedBetas({ target }: MessagesCall): readonly string[] {
  const given = target.headers.findLast(([name]) => name === BETA)?.[1];
  return typeof given === "string" ? given.split(",") : [];
}

/** The headers of a call: the wire's own go over the caller's of the same spelling. */
export function toHeaders({
  callers,
  auth,
  betas,
}: {
  readonly callers: readonly Header[];
  readonly auth: readonly Header[];
  readonly betas: readonly string[];
}): readonly Header[] {
  const own: readonly Header[] = [
    ["anthropic-version", VERSION],
    ["accept", "application/json"],
    ["content-type", "application/json"],
  ];
  const all = new Map<Header[0], Header[1]>([...callers, ...own, ...auth]);
  all.delete(BETA);
  return [...all, ...(betas.length === 0 ? [] : [[BETA, betas.join(",")] as const])];
}
