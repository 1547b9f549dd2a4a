import { type FSWatcher, watch } from "node:fs";
import { dirname } from "node:path";

/** Watches over the folders of some files. */
export interface FolderWatch {
  /** Watches these files' folders, and no others. */
  over(files: readonly string[]): void;
  close(): void;
}

/** Calls back when anything happens in a folder; a folder that cannot be watched is left to whoever looks by itself. */
export function folderWatch(onEvent: () => void): FolderWatch {
  const watchers = new Map<string, FSWatcher>();

  function drop(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }

  function add(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, onEvent);
      watcher.on("error", () => drop(folder));
      watchers.set(folder, watcher);
    } catch {
      return;
    }
  }

  return {
    over(files) {
      const folders = new Set(files.map((file) => dirname(file)));
      for (const folder of [...watchers.keys()]) if (!folders.has(folder)) drop(folder);
      for (const folder of folders) if (!watchers.has(folder)) add(folder);
    },
    close() {
      for (const folder of [...watchers.keys()]) drop(folder);
    },
  };
}
