import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

/**
 * A file as a caller gives it: a `file:` URL (`pathToFileURL(path)`), bytes, a Blob or File, or a stream. Nothing that JSON
 * can spell is a file, so that no path comes in with a stranger's request.
 */
export type FileSource = URL | Uint8Array | ArrayBuffer | Blob | ReadableStream<Uint8Array> | Readable;

/** What a host reads for its callers. */
export interface FileRules {
  /** The largest file, in bytes; 100 MiB unless given. */
  readonly maxBytes?: number;
  /** `false` refuses `file:` URLs too. */
  readonly paths?: boolean;
}

export const FILE_BYTES = 100 * 1024 * 1024;

/** A file ready to be read once, or again where `again` says so. */
export interface OpenFile {
  readonly name?: string;
  readonly mediaType?: string;
  readonly size?: number;
  readonly again: boolean;
  read(): AsyncIterable<Uint8Array>;
}

export type Opened =
  | { readonly opened: true; readonly file: OpenFile }
  | { readonly opened: false; readonly message: string };

async function openPath(url: URL): Promise<Opened> {
  try {
    const path = fileURLToPath(url);
    const found = await stat(path);
    if (!found.isFile()) return { opened: false, message: `File not found: ${path} is not a file` };
    const file: OpenFile = { name: basename(path), size: found.size, again: true, read: () => createReadStream(path) };
    return { opened: true, file };
  } catch (error) {
    if (!(error instanceof Error)) return { opened: false, message: "File could not be read" };
    const missing = "code" in error && error.code === "ENOENT" && "path" in error ? error.path : undefined;
    const message = missing === undefined ? `File could not be read: ${error.message}` : `File not found: ${missing}`;
    return { opened: false, message };
  }
}

async function* pieces(stream: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  for await (const piece of stream) {
    if (typeof piece === "string") yield Buffer.from(piece);
    else if (piece instanceof Uint8Array) yield piece;
    else throw new TypeError("a file's stream must give bytes or text");
  }
}

function openBytes(bytes: Uint8Array): Opened {
  return { opened: true, file: { size: bytes.length, again: true, read: () => Readable.from([bytes]) } };
}

function openBlob(blob: Blob): Opened {
  const file: OpenFile = {
    size: blob.size,
    again: true,
    read: () => pieces(blob.stream()),
    ...(blob instanceof File && { name: blob.name }),
    ...(blob.type !== "" && { mediaType: blob.type }),
  };
  return { opened: true, file };
}

// fs.createReadStream tells where it reads, as Python's file objects do.
function openStream(stream: ReadableStream | Readable): Opened {
  const name = "path" in stream && typeof stream.path === "string" ? { name: basename(stream.path) } : {};
  return { opened: true, file: { ...name, again: false, read: () => pieces(stream) } };
}

function open(source: unknown, paths: boolean): Opened | Promise<Opened> {
  if (source instanceof URL && source.protocol === "file:")
    return paths ? openPath(source) : { opened: false, message: "this host reads no files by path" };
  if (source instanceof Uint8Array) return openBytes(source);
  if (source instanceof ArrayBuffer) return openBytes(new Uint8Array(source));
  if (source instanceof Blob) return openBlob(source);
  if (source instanceof ReadableStream || source instanceof Readable) return openStream(source);
  const expected = "a file: URL, bytes, a Blob, a File or a stream";
  return { opened: false, message: `Unsupported file input type: ${typeof source}; expected ${expected}` };
}

/** Looks at a file without reading it. */
export async function openFile(source: unknown, { maxBytes = FILE_BYTES, paths = true }: FileRules): Promise<Opened> {
  const opened = await open(source, paths);
  const size = opened.opened ? opened.file.size : undefined;
  return size !== undefined && size > maxBytes ? { opened: false, message: tooLarge(maxBytes, size) } : opened;
}

export function tooLarge(maxBytes: number, size?: number): string {
  return `the file${size === undefined ? "" : ` of ${size} bytes`} exceeds the limit of ${maxBytes} bytes`;
}
