import { randomUUID } from "node:crypto";
import type { RequestHead } from "./server/seam.ts";
import { firstHeader } from "./server/told-header.ts";

const LONGEST = 128;

const ASCII = /^[\x20-\x7e]*$/;

/** The caller's own id, its signs beyond ASCII as a URL writes them: in a header they would be anybody's guess. One is made up for others. */
export function callIdOf(head: RequestHead): string {
  const told = firstHeader(head, "x-litellm-call-id");
  if (told === undefined || told.length === 0 || told.length > LONGEST) return randomUUID();
  return ASCII.test(told) ? told : encodeURIComponent(told);
}
