import { type Likeness, SAME } from "./level.ts";

interface Multipart {
  readonly type: string;
  readonly body: string;
}

interface PartText {
  readonly head: readonly string[];
  readonly content: string;
}

function partsOf({ type, body }: Multipart): readonly PartText[] {
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  if (boundary === undefined) return [{ head: [], content: body }];
  const pieces = `\r\n${body}`.split(`\r\n--${boundary}`).slice(1, -1);
  return pieces.map((piece) => {
    const [head = "", ...rest] = piece.replace(/^\r\n/, "").split("\r\n\r\n");
    return { head: head.split("\r\n"), content: rest.join("\r\n\r\n") };
  });
}

/** Multipart bodies part by part, whatever their boundaries: equal heads and contents are equal bytes. */
export function multipartLikeness(theirs: Multipart, ours: Multipart): Likeness {
  const [left, right] = [partsOf(theirs), partsOf(ours)];
  if (left.length !== right.length) return { degree: "differs", path: "/parts/length" };
  const at = left.findIndex((part, index) => JSON.stringify(part) !== JSON.stringify(right[index]));
  return at < 0 ? SAME : { degree: "differs", path: `/parts/${at}` };
}
