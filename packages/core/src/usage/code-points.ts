const PAIR = /[\ud800-\udbff][\udc00-\udfff]/;

/** A text as Python sees it, where a letter beyond U+FFFF is one. */
export interface CodePoints {
  readonly length: number;
  /** Texts between ascending places. */
  cut(places: readonly number[]): readonly string[];
  /** The text from each start, all of the same length; starts ascend. */
  windows(starts: readonly number[], length: number): readonly string[];
}

function offsetsIn(text: string, places: readonly number[]): readonly number[] {
  let place = 0;
  let offset = 0;
  return places.map((wanted) => {
    for (; place < wanted && offset < text.length; place++) offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
    return offset;
  });
}

/** A text's code points, without a list of them: 4 million letters need no more than their text. */
export function codePoints(text: string): CodePoints {
  const hasPairs = PAIR.test(text);
  const offsets = (places: readonly number[]): readonly number[] => (hasPairs ? offsetsIn(text, places) : places);
  return {
    length: hasPairs ? text.length - (text.match(new RegExp(PAIR, "g"))?.length ?? 0) : text.length,
    cut(places) {
      const bounds = offsets(places);
      return bounds.slice(1).map((end, at) => text.slice(bounds[at], end));
    },
    windows(starts, length) {
      const ends = offsets(starts.map((start) => start + length));
      return offsets(starts).map((start, at) => text.slice(start, ends[at]));
    },
  };
}
