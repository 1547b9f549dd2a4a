import { CR, LF } from "./character-classes.ts";
import { malformed, oversize, type Problem } from "./parse-fields.ts";
import { beginsLikeHttp, parseHead } from "./parse-head.ts";

/** The largest head of an answer, in bytes. */
export const MOST_HEAD_BYTES = 64 * 1024;

const END = "\r\n\r\n";
const LINE_END = "\r\n";
const FIRST_KEPT_BYTES = 4096;

/** Gathers the bytes of a head until it is whole. */
export interface HeadReader {
  /** Reads on from an index; answers with the index behind the head, with -1 while it goes on, or with what is wrong. */
  push(bytes: Buffer, from: number): number | Problem;
  /** The lines of the head that was whole last, with their ends and without the empty one. */
  text(): string;
  /** What is wrong with a head that goes no further; nothing where its lines so far are well-formed. */
  cut(): Problem | undefined;
  reset(): void;
}

function problemOf(kept: Buffer, from: number): Problem | undefined {
  if (kept.length > MOST_HEAD_BYTES) return oversize(`it exceeds ${MOST_HEAD_BYTES} bytes`);
  if (!beginsLikeHttp(kept.toString("latin1", 0, 16))) return malformed("it does not begin with HTTP/1.1");
  for (let at = kept.indexOf(LF, from); at !== -1; at = kept.indexOf(LF, at + 1))
    if (kept[at - 1] !== CR) return malformed("a line ends without a carriage return");
  return undefined;
}

/** Reads heads, one after the other; one that comes in one piece is not copied. */
export function headReader(): HeadReader {
  let kept: Buffer = Buffer.alloc(0);
  let used = 0;
  let text = "";

  function keep(bytes: Buffer, from: number): void {
    const size = used + bytes.length - from;
    if (size > kept.length) {
      const larger = Buffer.allocUnsafe(Math.max(FIRST_KEPT_BYTES, 2 * size));
      kept.copy(larger, 0, 0, used);
      kept = larger;
    }
    bytes.copy(kept, used, from);
    used = size;
  }

  function reset(): void {
    if (used === 0) return;
    kept = Buffer.alloc(0);
    used = 0;
  }

  function gather(bytes: Buffer, from: number): number | Problem {
    const before = used;
    keep(bytes, from);
    const whole = kept.subarray(0, used);
    const end = whole.indexOf(END, Math.max(0, before - END.length + 1), "latin1");
    if (end === -1) return problemOf(whole, before) ?? -1;
    text = whole.toString("latin1", 0, end + LINE_END.length);
    reset();
    return from + end + END.length - before;
  }

  return {
    push(bytes, from) {
      if (used > 0) return gather(bytes, from);
      const end = bytes.indexOf(END, from, "latin1");
      if (end === -1) return gather(bytes, from);
      text = bytes.toString("latin1", from, end + LINE_END.length);
      return end + END.length;
    },
    text: () => text,
    cut() {
      const end = kept.subarray(0, used).lastIndexOf(LINE_END, undefined, "latin1");
      if (end === -1) return undefined;
      const head = parseHead(kept.toString("latin1", 0, end + LINE_END.length), { method: "GET" });
      return head.read === "problem" ? head : undefined;
    },
    reset,
  };
}
