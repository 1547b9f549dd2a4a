import type { Transducer } from "./transducer.ts";

// Some thirty deltas. They are copied: what a socket's bytes were read into is shared by many, and kept by the last of them.
const MOST_UNREAD = 4096;
const NOTHING = new Uint8Array(0);

/** A stage that is made, and given what has come, when that is much or all: whoever passes bytes on need not wait until they are read. */
export function readLater(made: () => Transducer<Uint8Array>): Transducer<Uint8Array> {
  let stage: Transducer<Uint8Array> | undefined;
  let held = NOTHING;
  let size = 0;

  function read(): Transducer<Uint8Array> {
    stage ??= made();
    if (size > 0) stage.push(held.subarray(0, size));
    size = 0;
    return stage;
  }

  return {
    push(bytes) {
      if (size + bytes.length > MOST_UNREAD) read().push(bytes);
      else {
        if (held.length === 0) held = new Uint8Array(MOST_UNREAD);
        held.set(bytes, size);
        size += bytes.length;
      }
    },
    end: (stray) => read().end(stray),
    stop: (reason) => read().stop(reason),
  };
}
