import { open, stat } from "node:fs/promises";

/** Files as they are now. */
export interface FilesSeen {
  /** What tells them from files that changed, or were replaced, since; symbolic links are followed. */
  readonly marks: string;
  /** Unix time in milliseconds at which the youngest was changed last. */
  readonly changedAt: number;
  /** Whether one breaks off, as one that is written halfway. */
  readonly isCut: boolean;
}

type Seen = Omit<FilesSeen, "marks"> & { readonly mark: string };

const LINE_FEED = 10;
const OBJECT_START = 123;
const OBJECT_END = 125;

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
    isCut: found.isFile() && !(await isEnded(file, Number(size)).catch(() => false)),
  };
}

/** Whether a file ends its last line, or is an object as JSON writes it: a part of one that ends like a whole one cannot be read. */
async function isEnded(file: string, size: number): Promise<boolean> {
  if (size === 0) return false;
  const opened = await open(file);
  const byteAt = async (at: number) => (await opened.read(Buffer.alloc(1), 0, 1, at)).buffer[0];
  try {
    const last = await byteAt(size - 1);
    return last === LINE_FEED || (last === OBJECT_END && (await byteAt(0)) === OBJECT_START);
  } finally {
    await opened.close();
  }
}
