import { Readable } from "node:stream";
import type { BlobSlot, Body, Part } from "@lintel/core";
import type { FileRules } from "../files/open-file.ts";
import type { Payload } from "./transport.ts";

/** A body as the connection takes it. */
export interface RequestBody {
  open(): Payload;
  /** Bytes; absent where a stream does not tell. */
  readonly length?: number;
  readonly contentType?: string;
  /** Whether it can be sent once more, as a redirect may ask. */
  readonly again: boolean;
}

export type MadeBody =
  | { readonly made: true; readonly body: RequestBody }
  | { readonly made: false; readonly message: string };

interface Piece {
  readonly size?: number;
  readonly again: boolean;
  read(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

async function blobPiece({ blob, size }: BlobSlot, rules: FileRules): Promise<Piece | string> {
  const { openFile } = await import("../files/open-file.ts");
  const opened = await openFile(blob, rules);
  if (!opened.opened) return opened.message;
  const known = opened.file.size ?? size;
  return { again: opened.file.again, read: () => opened.file.read(), ...(known !== undefined && { size: known }) };
}

function bytesPiece(bytes: Uint8Array): Piece {
  return { again: true, size: bytes.length, read: () => [bytes] };
}

function textPiece(text: string): Piece {
  return bytesPiece(Buffer.from(text));
}

// As browsers and httpx write names: quotes and line ends percent-encoded.
function quoted(name: string): string {
  return `"${name.replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A")}"`;
}

function partHead({ name, filename, mediaType, content }: Part): string {
  const type = mediaType ?? (typeof content === "object" && "blob" in content ? content.mediaType : undefined);
  const file = filename === undefined ? "" : `; filename=${quoted(filename)}`;
  return `Content-Disposition: form-data; name=${quoted(name)}${file}\r\n${type === undefined ? "" : `Content-Type: ${type}\r\n`}\r\n`;
}

async function contentPiece({ content }: Part, rules: FileRules): Promise<Piece | string> {
  if (typeof content === "string") return textPiece(content);
  return content instanceof Uint8Array ? bytesPiece(content) : blobPiece(content, rules);
}

async function multipart(parts: readonly Part[], rules: FileRules): Promise<MadeBody> {
  const boundary = `lintel-${crypto.randomUUID()}`;
  const pieces: Piece[] = [];
  for (const part of parts) {
    const content = await contentPiece(part, rules);
    if (typeof content === "string") return { made: false, message: `${part.name}: ${content}` };
    pieces.push(textPiece(`--${boundary}\r\n${partHead(part)}`), content, textPiece("\r\n"));
  }
  return streamed([...pieces, textPiece(`--${boundary}--\r\n`)], `multipart/form-data; boundary=${boundary}`);
}

async function* readAll(pieces: readonly Piece[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield* piece.read();
}

function streamed(pieces: readonly Piece[], contentType: string): MadeBody {
  const sizes = pieces.map(({ size }) => size);
  const length = sizes.every((size) => size !== undefined) ? sizes.reduce((sum, size) => sum + size, 0) : undefined;
  return {
    made: true,
    body: {
      open: () => Readable.from(readAll(pieces), { objectMode: false }),
      again: pieces.every(({ again }) => again),
      contentType,
      ...(length !== undefined && { length }),
    },
  };
}

async function blobBody(blob: BlobSlot, rules: FileRules): Promise<MadeBody> {
  const piece = await blobPiece(blob, rules);
  return typeof piece === "string" ? { made: false, message: piece } : streamed([piece], blob.mediaType);
}

/** A plan's body, its blobs opened but not read; at once where there are none. */
export function requestBody(body: Body, rules: FileRules): MadeBody | Promise<MadeBody> {
  switch (body.body) {
    case "text":
      return { made: true, body: { open: () => body.text, again: true } };
    case "bytes":
      return { made: true, body: { open: () => body.bytes, again: true } };
    case "multipart":
      return multipart(body.parts, rules);
    case "blob":
      return blobBody(body.blob, rules);
  }
}
