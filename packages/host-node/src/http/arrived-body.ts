import type { BodyRead, BodyReader } from "@lintel/core/host";

const END: BodyRead = { read: "end" };

/** A body that came with its head. */
export function arrivedBody(whole: Uint8Array): BodyReader {
  let isRead = whole.length === 0;
  return {
    whole,
    async read() {
      if (isRead) return END;
      isRead = true;
      return { read: "bytes", bytes: whole };
    },
    cancel() {
      isRead = true;
    },
  };
}
