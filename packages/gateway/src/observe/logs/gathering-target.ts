import { mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { pino } from "pino";
import { gathered, type LineTarget } from "./gathered.ts";

/** Bytes that wait for a slow disk. */
const MOST_WAITING = 16 * 2 ** 20;

type File = ReturnType<typeof pino.destination>;

function complainOnce(file: File): void {
  let isTold = false;
  const tell = (reason: string): void => {
    if (!isTold) process.stderr.write(`lintel: log lines are lost: ${reason}\n`);
    isTold = true;
  };
  file.on("error", (error: Error) => tell(error.message));
  file.on("drop", () => tell("their destination takes them too slowly"));
}

/** Opened at once: what opens in the background has nowhere to write when the process dies early. */
function opened(path: string): number {
  mkdirSync(dirname(path), { recursive: true });
  return openSync(path, "a");
}

/**
 * A file, by path or descriptor, written in the background; what waits is written out when the process exits, by an uncaught
 * error too. Throws where a path cannot be opened. Lines are gathered here, since pino's destination measures all it has gathered anew with each one: 4 us a line.
 */
export function gatheringTarget(dest: number | string): LineTarget {
  // With a `minLength` of 0 its `flush` would wait for nothing.
  const fd = typeof dest === "string" ? opened(dest) : dest;
  const file = pino.destination({ dest: fd, sync: false, minLength: 1, maxLength: MOST_WAITING });
  complainOnce(file);
  const { stream, close } = gathered((lines) => void file.write(lines));
  return {
    stream,
    close: async () => {
      await close();
      await new Promise<void>((resolve) => file.flush(() => resolve()));
    },
  };
}
