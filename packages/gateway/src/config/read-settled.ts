import { setTimeout as wait } from "node:timers/promises";
import type { ConfigRead } from "./config.ts";
import { type FilesSeen, seeFiles } from "./file-mark.ts";

export interface Settling {
  /** The files to look at until a reading tells its own. */
  readonly files: readonly string[];
  /** Milliseconds that files are left alone before they are taken to be whole; 100 unless given. */
  readonly quietMs?: number;
  /** The same for a file that breaks off: one that neither ends its last line nor is an object as JSON writes it; 2,000 unless given. */
  readonly cutMs?: number;
  /** Milliseconds after which files that never rest are given up; 20,000 unless given. */
  readonly longestMs?: number;
  /** Ends it. */
  readonly signal?: AbortSignal;
}

/** A reading, and the marks its files have had before and after it: none where they never rest. */
export interface Settled {
  readonly found: ConfigRead;
  readonly marks: string | undefined;
}

function restless(files: readonly string[]): Settled {
  const problem = `${files[0] ?? "the configuration"}: it is being written without end`;
  return { found: { read: "failed", problems: [problem], files }, marks: undefined };
}

/** Milliseconds until files are taken to be whole; those from the future may be as young as any. */
function restOf({ changedAt, isCut }: FilesSeen, { quietMs = 100, cutMs = 2_000 }: Settling): number {
  const needed = isCut ? Math.max(cutMs, quietMs) : quietMs;
  const age = Date.now() - changedAt;
  return age < 0 ? needed : Math.max(0, needed - age);
}

/** Reads a configuration when nobody is writing its files any more: of one that is written halfway, restrictions may be missing. */
export async function readSettled(read: () => Promise<ConfigRead>, settling: Settling): Promise<Settled> {
  const { longestMs = 20_000, signal } = settling;
  const until = performance.now() + longestMs;
  let { files } = settling;
  while (performance.now() < until && signal?.aborted !== true) {
    const before = await seeFiles(files);
    const rest = restOf(before, settling);
    if (rest > 0) await wait(rest, undefined, signal && { signal }).catch(() => undefined);
    if (rest > 0 && (await seeFiles(files)).marks !== before.marks) continue;
    const found = await read();
    const isSame = found.files.join("\n") === files.join("\n");
    files = found.files;
    // The marks of files that were not looked at before have to be older than what is read of them.
    if (isSame && (await seeFiles(files)).marks === before.marks) return { found, marks: before.marks };
  }
  return restless(files);
}
