import { Readable, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw, createZstdDecompress } from "node:zlib";
import { headerValue, type ReplyHead, type TransportFailure } from "@lintel/core";
import type { BodyRead, BodyReader, Sent } from "@lintel/core/host";
import { ABORTED } from "./transport-failure.ts";

// "deflate" is sent with and without the zlib header; the first byte tells.
const CODINGS: Readonly<Record<string, (firstByte: number) => Transform>> = {
  gzip: () => createGunzip(),
  "x-gzip": () => createGunzip(),
  deflate: (firstByte) => ((firstByte & 0x0f) === 0x08 ? createInflate() : createInflateRaw()),
  br: () => createBrotliDecompress(),
  zstd: () => createZstdDecompress(),
};

const MOST_CODINGS = 3;

/** The codings offered for a whole answer. A stream is asked for plain: a compressor may hold an event back. */
export const ACCEPT_ENCODING = "gzip, deflate, br, zstd";

function codingsOf(head: ReplyHead): readonly string[] {
  const names = (headerValue(head, "content-encoding") ?? "").toLowerCase().split(",");
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
    decoder = (CODINGS[coding] ?? createGunzip)(read.bytes[0] ?? 0);
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
  const unknown = codings.find((coding) => CODINGS[coding] === undefined);
  if (unknown !== undefined || codings.length > MOST_CODINGS) {
    sent.body.cancel();
    const message = unknown === undefined ? "too many content codings" : `unknown content coding "${unknown}"`;
    return { sent: false, failure: { kind: "protocol", message } };
  }
  return { ...sent, body: codings.reduceRight((body, coding) => decodedReader(body, coding), sent.body) };
}
