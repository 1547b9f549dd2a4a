const WORD = 4;

/** Bytes that are looked for again and again: at least four. */
export interface Piece {
  readonly length: number;
  /** The first of them. */
  readonly first: number;
  /** Four bytes each; the last overlaps the one before. */
  readonly words: readonly number[];
}

export function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/** A text as bytes; undefined for one that is shorter than a piece is. */
export function pieceOf(text: string): Piece | undefined {
  const view = viewOf(new TextEncoder().encode(text));
  const last = view.byteLength - WORD;
  if (last < 0) return undefined;
  const words = Array.from({ length: Math.ceil(view.byteLength / WORD) }, (_, at) =>
    view.getInt32(Math.min(at * WORD, last)),
  );
  return { length: view.byteLength, first: view.getUint8(0), words };
}

/** Whether a piece stands at a place. Four bytes at once: one by one take three times as long. */
export function standsAt(view: DataView, at: number, { length, words }: Piece): boolean {
  if (at + length > view.byteLength) return false;
  const last = words.length - 1;
  for (let index = 0; index < last; index++) if (view.getInt32(at + index * WORD) !== words[index]) return false;
  return view.getInt32(at + length - WORD) === words[last];
}
