import type { ConfigRead } from "./config.ts";
import { marksOf } from "./file-mark.ts";
import { folderWatch } from "./folder-watch.ts";

/** What becomes of a configuration that has changed. */
export interface WatchOptions {
  /** The files to watch until the next reading tells its own. */
  readonly files: readonly string[];
  /** Another configuration, to be used from now on. */
  onConfig(read: Extract<ConfigRead, { read: "config" }>): void | Promise<void>;
  /** Why what is there now cannot be used: the last configuration stays. */
  onProblem(problems: readonly string[]): void;
  /** Milliseconds without an event after which a change is taken to be over; 100 unless given. */
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
export function watchConfig(read: () => Promise<ConfigRead>, options: WatchOptions): ConfigWatch {
  const { onConfig, onProblem, quietMs = 100, lookMs = 2_000, signals = process } = options;
  let files = options.files;
  let marks: string | undefined;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  let latest = Number.POSITIVE_INFINITY;
  let turn: Promise<void> = marksOf(files).then((first) => {
    marks = first;
  });

  function settle(isForced: boolean): void {
    clearTimeout(timer);
    latest = Number.POSITIVE_INFINITY;
    turn = turn.then(() => again(isForced)).catch((error: unknown) => onProblem([String(error)]));
  }

  async function again(isForced: boolean): Promise<void> {
    const now = await marksOf(files);
    if (isClosed || (!isForced && now === marks)) return;
    marks = now;
    let found = await read();
    // The marks of files that were not watched before have to be older than what is read of them.
    if (found.files.join("\n") !== files.join("\n")) {
      files = found.files;
      marks = await marksOf(files);
      found = await read();
    }
    if (isClosed) return;
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
      isClosed = true;
      clearTimeout(timer);
      clearInterval(looks);
      signals.off("SIGHUP", onHangup);
      folders.close();
    },
  };
}
