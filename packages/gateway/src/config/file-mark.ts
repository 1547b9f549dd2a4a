import { stat } from "node:fs/promises";

/** What tells files as they are now from files that changed, or were replaced, since; symbolic links are followed. */
export async function marksOf(files: readonly string[]): Promise<string> {
  const marks = await Promise.all(files.map(markOf));
  return marks.join("\n");
}

async function markOf(file: string): Promise<string> {
  const found = await stat(file, { bigint: true }).catch(() => undefined);
  if (found === undefined) return `${file} is not there`;
  const { dev, ino, size, mtimeNs, ctimeNs } = found;
  return [file, dev, ino, size, mtimeNs, ctimeNs].join(" ");
}
