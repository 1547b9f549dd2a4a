import { Readable, type Transform } from "node:stream";
import { headerValue, type ReplyHead, type TransportFailure } from "@lintel/core";
import type { BodyRead, BodyReader, Sent } from "@lintel/core/host";
import { ABORTED } from "./transport-failure.ts";

type Zlib = typeof import("node:zlib");

// "deflate" is sent with and without the zlib header; the first byte tells.
const CODINGS: Readonly<Record<string, (zlib: Zlib, firstByte: number) => Transform>> = {
  gzip: (zlib) => zlib.createGunzip(),
  "x-gzip": (zlib) => zlib.createGunzip(),
  deflate: (zlib, firstByte) => ((firstByte & 0x0f) === 0x08 ? zlib.createInflate() : zlib.createInflateRaw()),
  br: (zlib) => zlib.createBrotliDecompress(),
  zstd: (zlib) => zlib.createZstdDecompress(),
};

const MOST_CODINGS = 3;
const NO_CODINGS: readonly string[] = [];

/** The codings offered for a whole answer. A stream is asked for plain: a compressor may hold an event back. */
export const ACCEPT_ENCODING = "gzip, deflate, br, zstd";

function codingsOf(head: ReplyHead): readonly string[] {
  const told = headerValue(head, "content-encoding");
  if (told === undefined) return NO_CODINGS;
  const names = told.toLowerCase().split(",");
  return names.map((name) => name.trim()).filter((name) => name !== "" && name !== "identity");
}

function decodedReader(body: BodyReader, coding: string): BodyReader {
  let broken: TransportFailure | undefined;
  let cancelled = false;
  let output: AsyncIterator<Uint8Array> | undefined;
  let decoder: Transform | undefined;

  async function* rest(first: Uint8Array): AsyncGenerator<Uint8Array> {
    for (let bytes = first; ; ) {
      yield bytes;
      const read = await body.read();
      if (read.read === "end") return;
      if (read.read === "failed") {
        broken = read.failure;
        throw new Error(read.failure.message);
      }
      bytes = read.bytes;
    }
  }

  async function open(): Promise<BodyRead | undefined> {
    const read = await body.read();
    if (read.read !== "bytes") return read;
    // Imported here: 2 ms that no start should wait for.
    const zlib = await import("node:zlib");
    decoder = CODINGS[coding]?.(zlib, read.bytes[0] ?? 0) ?? zlib.createGunzip();
    const source = Readable.from(rest(read.bytes), { objectMode: false });
    source.once("error", (error) => decoder?.destroy(error));
    output = source.pipe(decoder)[Symbol.asyncIterator]();
    return undefined;
  }

  return {
    async read() {
      try {
        const early = output === undefined ? await open() : undefined;
        if (early !== undefined || output === undefined) return early ?? { read: "end" };
        const { done, value } = await output.next();
        if (cancelled) return { read: "failed", failure: ABORTED };
        return done === true ? { read: "end" } : { read: "bytes", bytes: value };
      } catch (error) {
        if (cancelled) return { read: "failed", failure: ABORTED };
        const message = `the answer's ${coding} coding is damaged: ${error instanceof Error ? error.message : error}`;
        if (broken === undefined) body.cancel();
        return { read: "failed", failure: broken ?? { kind: "protocol", message, cause: error } };
      }
    },
    cancel() {
      cancelled = true;
      body.cancel();
      decoder?.destroy();
    },
  };
}

/** An answer whose body is read without its content codings. */
export function decoded(sent: Sent): Sent {
  if (!sent.sent) return sent;
  const codings = codingsOf(sent.head);
  if (codings.length === 0) return sent;
  const unknown = codings.find((coding) => !Object.hasOwn(CODINGS, coding));
  if (unknown !== undefined || codings.length > MOST_CODINGS) {
    sent.body.cancel();
    const message = unknown === undefined ? "too many content codings" : `unknown content coding "${unknown}"`;
    return { sent: false, failure: { kind: "protocol", message } };
  }
  return { ...sent, body: codings.reduceRight((body, coding) => decodedReader(body, coding), sent.body) };
}
