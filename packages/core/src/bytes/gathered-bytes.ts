import { joinedBytes } from "./joined-bytes.ts";

/** Bytes that come in pieces, held in little more than they are. */
export interface GatheredBytes {
  /** How many there are. */
  readonly size: number;
  push(piece: Uint8Array): void;
  /** All of them. */
  joined(): Uint8Array;
}

/** Pieces that are not joined yet, at the most: a piece may be a byte, and each takes two hundred. */
const MOST_LOOSE = 1024;

/** A piece without the rest of what it was read into, where that is most of it: it would be held as long as the piece is. */
function own(piece: Uint8Array): Uint8Array {
  return piece.length * 2 < piece.buffer.byteLength ? new Uint8Array(piece) : piece;
}

/** None have come. */
export function gatheredBytes(): GatheredBytes {
  const pieces: Uint8Array[] = [];
  let joined = 0;
  let size = 0;
  return {
    get size() {
      return size;
    },
    push(piece) {
      size += piece.length;
      pieces.push(own(piece));
      if (pieces.length - joined > MOST_LOOSE) pieces.push(joinedBytes(pieces.splice(joined++)));
    },
    joined: () => joinedBytes(pieces),
  };
}
