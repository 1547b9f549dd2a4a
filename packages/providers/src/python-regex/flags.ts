import { fail, type Scanner, take } from "./scanner.ts";

const FLAGS = "imsxatu";
const TYPES = "au";

/** Inline flags: for the whole pattern, or for the group they open; whether that is read in verbose mode. */
export type Inline = { readonly scope: "pattern" } | { readonly scope: "group"; readonly isVerbose: boolean };

function isIn(flags: string, token: string | undefined): token is string {
  return token !== undefined && token.length === 1 && flags.includes(token);
}

function takeFlags(
  scan: Scanner,
  first: string | undefined,
): { readonly flags: string; readonly after: string | undefined } {
  let flags = "";
  let token = first;
  for (; isIn(FLAGS, token); token = take(scan)) flags += token;
  return { flags, after: token };
}

function isRefused(on: string, { off, dash }: { readonly off: string; readonly dash: boolean }): boolean {
  const isMixed = [...TYPES].every((flag) => on.includes(flag));
  const isTwice = [...on].some((flag) => off.includes(flag));
  return isMixed || isTwice || /[aut]/.test(off) || on.includes("t") || (dash && off === "");
}

/** Reads inline flags after `(?`, of which the first token is taken. */
export function readFlags(scan: Scanner, first: string): Inline {
  const on = takeFlags(scan, first === "-" ? undefined : first);
  const dash = first === "-" || on.after === "-";
  if (on.after === ")" && !isRefused(on.flags.replaceAll("t", ""), { off: "", dash: false })) {
    scan.isVerbose ||= on.flags.includes("x");
    return { scope: "pattern" };
  }
  const off = dash ? takeFlags(scan, take(scan)) : { flags: "", after: on.after };
  if (off.after !== ":" || isRefused(on.flags, { off: off.flags, dash })) fail(scan);
  return { scope: "group", isVerbose: (scan.isVerbose || on.flags.includes("x")) && !off.flags.includes("x") };
}
