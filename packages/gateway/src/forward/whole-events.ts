/** Lets relayed bytes go up to the end of their last whole event, so that what is told after a cut stands by itself. */
export interface WholeEvents {
  /** What may go out now. */
  push(bytes: Uint8Array): Uint8Array;
  /** The beginning of an event whose end has not come. */
  rest(): Uint8Array;
  /** Whether what has gone out ends inside an event. */
  readonly isInside: boolean;
}

/** Bytes beyond which an event goes out as it comes. */
const MOST_HELD = 65_536;

const LF = 10;
const CR = 13;
const NOTHING = new Uint8Array(0);

/** The longest end of an event, but for its last byte. */
const OVERLAP = 3;

function endsEvent(bytes: Uint8Array, at: number): boolean {
  const before = bytes[at - 1];
  if (bytes[at] === CR) return before === CR;
  return before === LF || (before === CR && bytes[at - 2] === LF);
}

/** Where the last event ends that does not end before `from`; nothing without one. */
function lastEnd(bytes: Uint8Array, from: number): number | undefined {
  for (const end of [LF, CR])
    for (let at = bytes.lastIndexOf(end); at > 0 && at >= from; at = bytes.lastIndexOf(end, at - 1))
      if (endsEvent(bytes, at)) return at + 1;
  return undefined;
}

/** Events by their blank lines, whatever their line ends. */
export function wholeEvents(): WholeEvents {
  let held: Uint8Array = NOTHING;
  let isInside = false;
  return {
    push(bytes) {
      const all = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
      const end = lastEnd(all, Math.max(0, held.length - OVERLAP));
      const length = end ?? (all.length > MOST_HELD ? all.length : 0);
      if (length > 0) isInside = end === undefined;
      held = length === all.length ? NOTHING : all.subarray(length);
      return length === all.length ? all : all.subarray(0, length);
    },
    rest() {
      const rest = held;
      held = NOTHING;
      return rest;
    },
    get isInside() {
      return isInside;
    },
  };
}
