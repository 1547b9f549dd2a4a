/** A member of a body, as it is printed there. */
export interface BodyMember {
  /** Its name and what stands between that and its value. */
  readonly name: string;
  readonly printed: string;
}

interface Cut {
  /** Which of the members it is. */
  readonly member: number;
  readonly start: number;
  readonly end: number;
}

function cutOf(text: string, { name, printed }: BodyMember, member: number): Cut | undefined {
  const at = text.indexOf(name + printed);
  const isOne = at >= 0 && text.indexOf(name + printed, at + 1) < 0;
  return isOne ? { member, start: at + name.length, end: at + name.length + printed.length } : undefined;
}

/** A body with other values for some of its members; undefined where it cannot be told which part of its text they are. */
export function cutBody(
  text: string,
  members: readonly BodyMember[],
): ((values: readonly string[]) => string) | undefined {
  const cuts = members.map((member, at) => cutOf(text, member, at)).filter((it) => it !== undefined);
  if (cuts.length < members.length) return undefined;
  const sorted = cuts.sort((one, other) => one.start - other.start);
  const before = sorted.map(({ start, member }, at) => ({ member, text: text.slice(sorted[at - 1]?.end ?? 0, start) }));
  const rest = text.slice(sorted.at(-1)?.end ?? 0);
  return (values) => {
    let body = "";
    for (const piece of before) body += piece.text + (values[piece.member] ?? "");
    return body + rest;
  };
}
