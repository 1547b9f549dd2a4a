import { CR, LF } from "./character-classes.ts";
import { malformed, oversize, type Problem } from "./parse-fields.ts";

/** What heads are gathered by. */
export interface HeadBounds {
  /** The largest head, in bytes. */
  readonly mostBytes: number;
  /** Whether a head may begin so. */
  begins(text: string): boolean;
}

const END = "\r\n\r\n";
const LINE_END = "\r\n";
const FIRST_KEPT_BYTES = 4096;

/** Gathers the bytes of a head until it is whole. */
export interface HeadReader {
  /** Reads on from an index; answers with the index behind the head, with -1 while it goes on, or with what is wrong. */
  push(bytes: Buffer, from: number): number | Problem;
  /** The lines of the head that was whole last, with their ends and without the empty one. */
  text(): string;
  /** The whole lines of a head that goes no further, with their ends. */
  cut(): string;
  reset(): void;
}

function problemOf(kept: Buffer, from: number, { mostBytes, begins }: HeadBounds): Problem | undefined {
  if (kept.length > mostBytes) return oversize(`it exceeds ${mostBytes} bytes`);
  if (!begins(kept.toString("latin1", 0, 16))) return malformed("it does not begin with HTTP/1.1");
  for (let at = kept.indexOf(LF, from); at !== -1; at = kept.indexOf(LF, at + 1))
    if (kept[at - 1] !== CR) return malformed("a line ends without a carriage return");
  return undefined;
}

/** Reads heads, one after the other; one that comes in one piece is not copied. */
export function headReader(bounds: HeadBounds): HeadReader {
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
    if (end === -1) return problemOf(whole, before, bounds) ?? -1;
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
      return end === -1 ? "" : kept.toString("latin1", 0, end + LINE_END.length);
    },
    reset,
  };
}
