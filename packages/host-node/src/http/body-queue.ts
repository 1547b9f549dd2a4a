import type { TransportFailure } from "@lintel/core";
import type { BodyRead, BodyReader } from "@lintel/core/host";

// What may lie unread before the socket is told to wait.
const HIGH_WATER_BYTES = 256 * 1024;

/** What the two ends of a body have to tell its connection. */
interface Flow {
  /** A read waits for bytes, or waits no more. */
  waiting(isWaiting: boolean): void;
  /** Enough lies unread, or there is room again. */
  full(isFull: boolean): void;
  cancelled(): void;
}

/** A body between the socket that pushes and the reader that pulls. */
export interface BodyQueue {
  readonly reader: BodyReader;
  push(bytes: Uint8Array): void;
  end(): void;
  /** Breaks the body off at once: what is unread is dropped. */
  fail(failure: TransportFailure): void;
  /** Breaks the body off after what is unread. */
  failLater(failure: TransportFailure): void;
}

export function bodyQueue(flow: Flow): BodyQueue {
  const pieces: Uint8Array[] = [];
  let size = 0;
  let isFull = false;
  let last: BodyRead | undefined;
  let wake: ((read: BodyRead) => void) | undefined;

  function deliver(read: BodyRead): void {
    const resolve = wake;
    wake = undefined;
    flow.waiting(false);
    resolve?.(read);
  }

  function finish(read: BodyRead): void {
    last ??= read;
    if (wake !== undefined) deliver(last);
  }

  function fill(full: boolean): void {
    if (full === isFull) return;
    isFull = full;
    flow.full(full);
  }

  return {
    push(bytes) {
      if (last !== undefined) return;
      if (wake !== undefined) return deliver({ read: "bytes", bytes });
      pieces.push(bytes);
      size += bytes.length;
      fill(size >= HIGH_WATER_BYTES);
    },
    end: () => finish({ read: "end" }),
    failLater: (failure) => finish({ read: "failed", failure }),
    fail(failure) {
      pieces.length = 0;
      finish({ read: "failed", failure });
    },
    reader: {
      read() {
        const bytes = pieces.shift();
        if (bytes !== undefined) {
          size -= bytes.length;
          fill(size >= HIGH_WATER_BYTES);
          return Promise.resolve({ read: "bytes", bytes });
        }
        if (last !== undefined) return Promise.resolve(last);
        return new Promise((resolve) => {
          wake = resolve;
          flow.waiting(true);
        });
      },
      cancel: () => flow.cancelled(),
    },
  };
}
