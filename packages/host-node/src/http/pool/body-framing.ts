import { unfinished } from "../told-failure.ts";
import { chunkedBody } from "./chunked-body.ts";
import type { Problem } from "./parse-fields.ts";
import type { Framing } from "./parse-head.ts";

/** The body of one answer on its way in. */
export interface BodyEnd {
  /** Copies what belongs to the body into new pieces; answers with where it ended, with -1 while it goes on, or with what is wrong. */
  push(bytes: Buffer, from: number, pieces: Uint8Array[]): number | Problem;
  /** What httpx says where it ends here. */
  unfinished(): string;
}

function copied(bytes: Buffer, from: number, to: number): Uint8Array {
  const copy = Buffer.allocUnsafe(to - from);
  bytes.copy(copy, 0, from, to);
  return copy;
}

function sized(length: number): BodyEnd {
  let left = length;
  return {
    push(bytes, from, pieces) {
      const to = Math.min(bytes.length, from + left);
      if (to > from) pieces.push(copied(bytes, from, to));
      left -= to - from;
      return left === 0 ? to : -1;
    },
    unfinished: () => unfinished(`received ${length - left} bytes, expected ${length}`),
  };
}

function untilClose(): BodyEnd {
  return {
    push(bytes, from, pieces) {
      if (from < bytes.length) pieces.push(copied(bytes, from, bytes.length));
      return -1;
    },
    unfinished: () => "",
  };
}

function chunked(): BodyEnd {
  const chunks = chunkedBody();
  return {
    // One piece for all chunks that came together: each piece costs its reader a promise, and who it goes on to a write.
    push(bytes, from, pieces) {
      const joined = Buffer.allocUnsafe(bytes.length - from);
      let size = 0;
      const end = chunks.push(bytes, from, (start, to) => {
        size += bytes.copy(joined, size, start, to);
      });
      if (size > 0) pieces.push(joined.subarray(0, size));
      return end;
    },
    unfinished: () => unfinished("incomplete chunked read"),
  };
}

/** How a body is told from what follows it. The buffer it is read from is used again, so that all is copied once. */
export function bodyFraming(framing: Framing): BodyEnd {
  if (framing === "chunked") return chunked();
  return framing === "close" ? untilClose() : sized(framing);
}
