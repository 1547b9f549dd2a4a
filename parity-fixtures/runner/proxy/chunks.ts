/** What whole chunks hold, and where the last of them ends, if it has come. */
export interface Chunks {
  readonly body: Buffer;
  readonly end?: number;
}

/** A body in chunks of so many bytes. */
export function chunked(body: Buffer, size: number): Buffer {
  const starts = Array.from({ length: Math.ceil(body.length / size) }, (_, at) => at * size);
  const chunks = starts.map((at) => body.subarray(at, at + size));
  const lines = chunks.flatMap((it) => [Buffer.from(`${it.length.toString(16)}\r\n`), it, Buffer.from("\r\n")]);
  return Buffer.concat([...lines, Buffer.from("0\r\n\r\n")]);
}

/** Reads chunks as far as they have come. */
export function dechunked(bytes: Buffer): Chunks {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = bytes.indexOf("\r\n", at);
    const size = end < 0 ? Number.NaN : Number.parseInt(bytes.subarray(at, end).toString("latin1"), 16);
    const next = end + 2 + size + 2;
    if (Number.isNaN(size) || bytes.length < next) return { body: Buffer.concat(parts) };
    if (size === 0) return { body: Buffer.concat(parts), end: next };
    parts.push(bytes.subarray(end + 2, end + 2 + size));
    at = next;
  }
}
