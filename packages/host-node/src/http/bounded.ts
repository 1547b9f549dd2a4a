import { headerValue, type TransportFailure } from "@lintel/core";
import type { Sent } from "@lintel/core/host";

function tooLarge(limit: number): TransportFailure {
  return { kind: "too_large", message: `the answer exceeds ${limit} bytes` };
}

/** An answer that is broken off beyond so many bytes, announced or read. */
export function bounded(sent: Sent, limit: number): Sent {
  if (!sent.sent) return sent;
  const { head, body } = sent;
  if (body.whole !== undefined) return body.whole.length > limit ? { sent: false, failure: tooLarge(limit) } : sent;
  if (Number(headerValue(head, "content-length") ?? 0) > limit) {
    body.cancel();
    return { sent: false, failure: tooLarge(limit) };
  }
  let size = 0;
  return {
    sent: true,
    head,
    body: {
      async read() {
        const read = await body.read();
        if (read.read !== "bytes") return read;
        size += read.bytes.length;
        if (size <= limit) return read;
        body.cancel();
        return { read: "failed", failure: tooLarge(limit) };
      },
      cancel: () => body.cancel(),
    },
  };
}
