/** A text's lines by their numbers, each read when it is asked for: an array of them would keep 32 bytes a line. */
export interface LinePlaces {
  readonly count: number;
  /** Empty where there is no such line. */
  line(at: number): string;
  /** The beginning of a line, up to the first tab. */
  name(at: number): string;
}

function endsOf(text: string): Uint32Array {
  const ends: number[] = [];
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) ends.push(end);
  return Uint32Array.from([...ends, text.length]);
}

/** Finds the lines of a text. */
export function linePlaces(text: string): LinePlaces {
  const ends = endsOf(text);
  const start = (at: number): number => (at === 0 ? 0 : (ends[at - 1] ?? 0) + 1);
  return {
    count: ends.length,
    line: (at) => text.slice(start(at), ends[at] ?? start(at)),
    name: (at) => text.slice(start(at), text.indexOf("\t", start(at))),
  };
}
