import { headerValue, type TransportFailure } from "@lintel/core";
import type { Sent } from "@lintel/core/host";

/** An answer that is broken off beyond so many bytes, announced or read. */
export function bounded(sent: Sent, limit: number): Sent {
  if (!sent.sent) return sent;
  const { head, body } = sent;
  const failure: TransportFailure = { kind: "too_large", message: `the answer exceeds ${limit} bytes` };
  if (Number(headerValue(head, "content-length") ?? 0) > limit) {
    body.cancel();
    return { sent: false, failure };
  }
  if (body.whole !== undefined) return body.whole.length > limit ? { sent: false, failure } : sent;
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
        return { read: "failed", failure };
      },
      cancel: () => body.cancel(),
    },
  };
}
