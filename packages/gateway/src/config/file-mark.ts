import { open, stat } from "node:fs/promises";

/** Files as they are now. */
export interface FilesSeen {
  /** What tells them from files that changed, or were replaced, since; symbolic links are followed. */
  readonly marks: string;
  /** Unix time in milliseconds at which the youngest was changed last. */
  readonly changedAt: number;
  /** Whether one does not end its last line, as one that is written halfway. */
  readonly isCut: boolean;
}

type Seen = Omit<FilesSeen, "marks"> & { readonly mark: string };

const LINE_FEED = 10;

/** Looks at files, of which some may not be there. */
export async function seeFiles(files: readonly string[]): Promise<FilesSeen> {
  const seen = await Promise.all(files.map(see));
  return {
    marks: seen.map(({ mark }) => mark).join("\n"),
    changedAt: Math.max(...seen.map(({ changedAt }) => changedAt)),
    isCut: seen.some(({ isCut }) => isCut),
  };
}

async function see(file: string): Promise<Seen> {
  const found = await stat(file, { bigint: true }).catch(() => undefined);
  if (found === undefined) return { mark: `${file} is not there`, changedAt: 0, isCut: false };
  const { dev, ino, size, mtimeNs, ctimeNs, mtimeMs, ctimeMs } = found;
  return {
    mark: [file, dev, ino, size, mtimeNs, ctimeNs].join(" "),
    changedAt: Math.max(Number(mtimeMs), Number(ctimeMs)),
    isCut: found.isFile() && (await lastByte(file, size).catch(() => undefined)) !== LINE_FEED,
  };
}

async function lastByte(file: string, size: bigint): Promise<number | undefined> {
  if (size === 0n) return undefined;
  const opened = await open(file);
  try {
    const { buffer } = await opened.read(Buffer.alloc(1), 0, 1, Number(size) - 1);
    return buffer[0];
  } finally {
    await opened.close();
  }
}
