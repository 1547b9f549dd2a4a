import type { Document } from "@lintel/core";
import type { Signal } from "@lintel/core/host";
import { FILE_BYTES, type FileRules, openFile, tooLarge } from "./open-file.ts";

export type FileRead =
  | { readonly read: true; readonly document: Document }
  | { readonly read: false; readonly message: string };

/** A file's bytes, bounded while they are read: a stream does not tell its size, and a file may grow. */
export async function readFile(source: unknown, rules: FileRules, signal?: Signal): Promise<FileRead> {
  const opened = await openFile(source, rules);
  if (!opened.opened) return { read: false, message: opened.message };
  const { maxBytes = FILE_BYTES } = rules;
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of opened.file.read()) {
      if (signal?.aborted === true) return { read: false, message: "the caller aborted the call" };
      size += piece.length;
      if (size > maxBytes) return { read: false, message: tooLarge(maxBytes) };
      pieces.push(piece);
    }
  } catch (error) {
    return { read: false, message: `File could not be read: ${error instanceof Error ? error.message : error}` };
  }
  const { name, mediaType } = opened.file;
  const [only] = pieces;
  const bytes = pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces);
  return {
    read: true,
    document: { bytes, ...(name !== undefined && { name }), ...(mediaType !== undefined && { mediaType }) },
  };
}
