import { gatheredBytes } from "./bytes/gathered-bytes.ts";
import type { BodyReader } from "./host.ts";
import { isSuccess, type Reply, type ReplyHead, type TransportFailure } from "./reply.ts";
import { RUN_LIMITS } from "./run-limits.ts";

/** What came of a request whose whole reply is wanted. */
export type WholeReply =
  | { readonly arrived: "reply"; readonly reply: Reply }
  | { readonly arrived: "failed"; readonly failure: TransportFailure };

/** How much is read, and how long. */
export interface ReadLimits {
  /** Of a success; of a failure, `RUN_LIMITS` say how much. */
  readonly bytes: number;
  isOver(): boolean;
}

function tooLarge({ bytes }: ReadLimits): WholeReply {
  return { arrived: "failed", failure: { kind: "too_large", message: `the reply exceeds ${bytes} bytes` } };
}

/** A body to its end, within the limits; at once where all of it is there. What is too large of a failure is left unread. */
export function wholeReply(head: ReplyHead, body: BodyReader, limits: ReadLimits): WholeReply | Promise<WholeReply> {
  const { whole } = body;
  if (whole === undefined || limits.isOver()) return readWhole(head, body, limits);
  const { status, headers } = head;
  return whole.length > limits.bytes && isSuccess(status)
    ? tooLarge(limits)
    : { arrived: "reply", reply: { status, headers, body: whole } };
}

async function readWhole(head: ReplyHead, body: BodyReader, limits: ReadLimits): Promise<WholeReply> {
  const bytes = gatheredBytes();
  const isFailure = !isSuccess(head.status);
  const most = isFailure ? RUN_LIMITS.failureBytes : limits.bytes;
  for (;;) {
    const read = await body.read();
    if (read.read === "failed") return { arrived: "failed", failure: read.failure };
    if (read.read === "end") return { arrived: "reply", reply: { ...head, body: bytes.joined() } };
    bytes.push(read.bytes);
    if (bytes.size > most) {
      body.cancel();
      return isFailure ? { arrived: "reply", reply: { ...head, body: bytes.joined() } } : tooLarge(limits);
    }
    if (limits.isOver()) {
      body.cancel();
      return { arrived: "failed", failure: { kind: "read_timeout", message: "the reply did not end in time" } };
    }
  }
}
