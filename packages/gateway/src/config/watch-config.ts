import type { ConfigRead } from "./config.ts";
import { seeFiles } from "./file-mark.ts";
import { folderWatch } from "./folder-watch.ts";
import { readSettled } from "./read-settled.ts";

/** What becomes of a configuration that has changed. */
export interface WatchOptions {
  /** The files to watch until the next reading tells its own. */
  readonly files: readonly string[];
  /** The marks they had when they were read; as they are now unless given. */
  readonly marks?: string | undefined;
  /** Another configuration, to be used from now on. */
  onConfig(read: Extract<ConfigRead, { read: "config" }>): void | Promise<void>;
  /** Why what is there now cannot be used: the last configuration stays. */
  onProblem(problems: readonly string[]): void;
  /** Milliseconds without an event after which a change is taken to be over; 500 unless given. */
  readonly quietMs?: number;
  /** Milliseconds between looks at the files, for changes that no event tells; 2,000 unless given. */
  readonly lookMs?: number;
  /** Where SIGHUP comes from; the process unless given. */
  readonly signals?: Pick<NodeJS.EventEmitter, "on" | "off">;
}

/** A watch that goes on until it is closed. */
export interface ConfigWatch {
  close(): void;
}

/**
 * Reads a configuration again on SIGHUP, and when one of its files has changed, was replaced, or lies behind a symbolic link
 * that was. Readings never overlap; while nothing has changed nothing is read.
 */
export function watchConfig(readAgain: () => Promise<ConfigRead>, options: WatchOptions): ConfigWatch {
  const { onConfig, onProblem, quietMs = 500, lookMs = 2_000, signals = process } = options;
  let files = options.files;
  let { marks } = options;
  let isQueued = false;
  const closing = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let latest = Number.POSITIVE_INFINITY;
  let turn: Promise<void> = seeFiles(files).then((first) => {
    marks ??= first.marks;
  });

  function settle(isForced: boolean): void {
    clearTimeout(timer);
    latest = Number.POSITIVE_INFINITY;
    if (isQueued && !isForced) return;
    isQueued = true;
    turn = turn.then(() => again(isForced)).catch((error: unknown) => onProblem([String(error)]));
  }

  async function again(isForced: boolean): Promise<void> {
    isQueued = false;
    const now = await seeFiles(files);
    if (closing.signal.aborted || (!isForced && now.marks === marks)) return;
    const settling = { files, quietMs: Math.min(quietMs, lookMs), signal: closing.signal };
    const { found, marks: read } = await readSettled(readAgain, settling);
    if (closing.signal.aborted) return;
    marks = read;
    files = found.files;
    folders.over(files);
    if (found.read === "config") await onConfig(found);
    else onProblem(found.problems);
  }

  // An editor that writes without end does not put a change off for more than ten times the quiet.
  function noticed(): void {
    const now = performance.now();
    latest = Math.min(latest, now + 10 * quietMs);
    clearTimeout(timer);
    timer = setTimeout(settle, Math.min(quietMs, Math.max(0, latest - now)), false);
    timer.unref();
  }

  function onHangup(): void {
    settle(true);
  }

  const folders = folderWatch(noticed);
  folders.over(files);
  const looks = setInterval(settle, lookMs, false);
  looks.unref();
  signals.on("SIGHUP", onHangup);
  return {
    close() {
      closing.abort();
      clearTimeout(timer);
      clearInterval(looks);
      signals.off("SIGHUP", onHangup);
      folders.close();
    },
  };
}
