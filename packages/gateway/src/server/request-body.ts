import { chunkedBody, type Problem } from "@lintel/host-node";

/** What came of a body so far: it goes on, it is whole and ended at an index, it is too large, or something is wrong. */
export type BodyRead =
  | { readonly read: "more" | "too large" }
  | { readonly read: "body"; readonly body: Uint8Array; readonly end: number }
  | Problem;

/** The body of one request on its way in. */
export interface RequestBody {
  /** Reads on from an index. */
  push(bytes: Buffer, from: number): BodyRead;
}

/** It goes on. */
export const MORE: BodyRead = { read: "more" };
const TOO_LARGE: BodyRead = { read: "too large" };

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const [only] = pieces;
  return pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces);
}

function sized(length: number): RequestBody {
  const pieces: Uint8Array[] = [];
  let left = length;
  return {
    push(bytes, from) {
      const end = Math.min(bytes.length, from + left);
      pieces.push(bytes.subarray(from, end));
      left -= end - from;
      return left === 0 ? { read: "body", body: joined(pieces), end } : MORE;
    },
  };
}

function chunked(limit: number): RequestBody {
  const chunks = chunkedBody();
  const pieces: Uint8Array[] = [];
  let size = 0;
  return {
    push(bytes, from) {
      const end = chunks.push(bytes, from, (start, to) => {
        size += to - start;
        if (size <= limit) pieces.push(bytes.subarray(start, to));
      });
      if (size > limit) return TOO_LARGE;
      if (typeof end !== "number") return end;
      return end === -1 ? MORE : { read: "body", body: joined(pieces), end };
    },
  };
}

/** How a body is gathered, of at most so many bytes. */
export function requestBody(framing: number | "chunked", limit: number): RequestBody {
  return framing === "chunked" ? chunked(limit) : sized(framing);
}
