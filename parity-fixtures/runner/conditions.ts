import { toLatin1 } from "./bytes.ts";
import { asBytes, asList, asText, isObject } from "./case.ts";

/** A condition on a line, or on what ours told: some value at the pointer (`*` is any member) exists, is absent, or its text matches. */
export interface Condition {
  /** Into the line; `/replies/*\/body` is a reply's body as text. */
  readonly at: string;
  readonly matches?: string;
  readonly lacks?: string;
  readonly absent?: true;
}

/** The bytes of a line's replies, one character each. */
export function replyBodies(line: unknown): readonly string[] {
  const replies = isObject(line) ? asList(line.replies) : [];
  return replies.map((reply) => {
    if (!isObject(reply)) return "";
    const pieces = Array.isArray(reply.chunks_b64) ? reply.chunks_b64 : [reply.body_b64];
    return pieces.map((piece) => toLatin1(asBytes(piece))).join("");
  });
}

function found(value: unknown, [name, ...rest]: readonly string[]): readonly unknown[] {
  if (name === undefined) return value === undefined ? [] : [value];
  if (Array.isArray(value)) {
    const members = name === "*" ? value : [value[Number(name)]];
    return members.flatMap((member) => found(member, rest));
  }
  if (!isObject(value)) return [];
  const members = name === "*" ? Object.values(value) : [value[name.replaceAll("~1", "/").replaceAll("~0", "~")]];
  return members.flatMap((member) => found(member, rest));
}

/** Whether a condition holds of a line, or of any other value. */
export function holds(line: unknown, { at, matches, lacks, absent }: Condition): boolean {
  const values = at === "/replies/*/body" ? replyBodies(line) : found(line, at.split("/").slice(1));
  if (absent === true) return values.length === 0;
  const texts = values.map((value) => asText(value) ?? JSON.stringify(value));
  if (lacks !== undefined) return texts.length > 0 && !texts.some((text) => new RegExp(lacks, "s").test(text));
  return matches === undefined ? values.length > 0 : texts.some((text) => new RegExp(matches, "s").test(text));
}
