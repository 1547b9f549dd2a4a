import type { Sent } from "@lintel/core/host";
import { arrivedBody } from "../arrived-body.ts";
import type { ParsedHead } from "./parse-head.ts";

/** An answer that came in one read. */
export function wholeAnswer({ status, headers }: ParsedHead, pieces: readonly Uint8Array[]): Sent {
  const [only] = pieces;
  const bytes = pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces);
  return { sent: true, head: { status, headers }, body: arrivedBody(bytes) };
}
