import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { flushLater, type Held } from "@lintel/host-node";
import { ChunkedText, chunkOf, LAST_CHUNK } from "./chunked-text.ts";
import type { PrintedHeads } from "./printed-heads.ts";
import type { Reply } from "./seam.ts";

/** How a server answers. */
export interface Answering {
  readonly heads: PrintedHeads;
  /** Milliseconds a caller may take nothing of what waits for it. */
  readonly stallMs: number;
}

/** An answer over `node:http`; what is told of it in one turn of the event loop is written at the turn's end. */
export class NodeReply implements Reply, Held {
  readonly #response: ServerResponse;
  readonly #answering: Answering;
  #isPrinted = false;
  /** Where the body goes in chunks that Node.js does not make: a delta takes it four writes. */
  #chunks: ChunkedText | undefined;
  /** Bytes of the body, where the head tells them. */
  #length: number | undefined;
  #isHeld = false;
  #corked: Socket | undefined;
  #isOver = false;
  #last: string | Uint8Array | undefined;

  constructor(response: ServerResponse, answering: Answering) {
    this.#response = response;
    this.#answering = answering;
  }

  get closed(): boolean {
    return this.#isOver || this.#response.writableEnded || this.#response.destroyed;
  }

  head(status: number, headers: readonly string[]): void {
    if (this.closed) return;
    this.#length = headers[0] === "content-length" ? Number(headers[1]) : undefined;
    const coding = status === 200 ? this.#answering.heads.give(this.#response, headers) : undefined;
    this.#isPrinted = coding !== undefined;
    if (coding === "chunked") this.#chunks = new ChunkedText();
    // `writeHead` takes name and value in turn, too, and leaves them as they are: its types know only lists that may change.
    if (coding === undefined) this.#response.writeHead(status, headers as string[]);
  }

  write(piece: string | Uint8Array): boolean {
    if (this.closed) return true;
    this.#hold();
    if (this.#chunks === undefined) {
      this.#cork();
      return this.#response.write(this.#sendable(piece));
    }
    this.#chunk(this.#chunks, piece);
    const { writableLength, writableHighWaterMark } = this.#response;
    return this.#chunks.size + writableLength < writableHighWaterMark;
  }

  drained(): Promise<void> {
    const response = this.#response;
    if (this.#chunks !== undefined) this.flush();
    if (this.closed || !response.writableNeedDrain) return Promise.resolve();
    this.#hurry();
    return new Promise((resolve) => {
      const wake = (): void => {
        response.socket?.setTimeout(0);
        response.off("drain", wake);
        response.off("close", wake);
        resolve();
      };
      response.on("drain", wake);
      response.on("close", wake);
    });
  }

  end(piece?: string | Uint8Array): void {
    if (this.closed) return;
    this.#isOver = true;
    this.#last = piece;
    this.#hold();
  }

  abort(): void {
    this.flush();
    this.#response.destroy();
  }

  onGone(listener: () => void): void {
    const response = this.#response;
    const { socket } = response;
    response.on("close", () => {
      // Node.js 22 takes an end that could not be written for one that was.
      if (!response.writableFinished || (socket?.errored ?? null) !== null) listener();
    });
  }

  flush(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.#cork();
    const corked = this.#corked;
    this.#corked = undefined;
    // An end that is told before the pieces go out goes out with them.
    if (!this.#isOver) this.#writeChunks();
    else if (!this.#response.destroyed) this.#end(this.#last);
    corked?.uncork();
    if (this.#isOver) this.#hurry();
  }

  #end(last: string | Uint8Array | undefined): void {
    const response = this.#response;
    if (this.#chunks !== undefined) {
      if (last !== undefined) this.#chunk(this.#chunks, last);
      const { text, encoding } = this.#chunks.take(LAST_CHUNK);
      response.end(text, encoding);
    } else if (last === undefined) response.end();
    // A text of as many bytes as signs is ASCII, which takes less to write as what it is.
    else if (last.length === this.#length) response.end(last, "latin1");
    else response.end(this.#sendable(last));
  }

  #chunk(chunks: ChunkedText, piece: string | Uint8Array): void {
    if (typeof piece === "string") chunks.add(piece);
    else {
      this.#cork();
      this.#writeChunks();
      for (const part of chunkOf(piece)) this.#response.write(part);
    }
  }

  #writeChunks(): void {
    if (this.#chunks === undefined || this.#chunks.size === 0) return;
    const { text, encoding } = this.#chunks.take();
    this.#response.write(text, encoding);
  }

  /** Holds back what is written until the turn's end. */
  #cork(): void {
    if (this.#corked !== undefined) return;
    this.#corked = this.#response.socket ?? undefined;
    this.#corked?.cork();
  }

  /** Cuts the connection of a caller who takes nothing for too long: Node.js does so where a socket with a time has no other listener for it. */
  #hurry(): void {
    const { socket } = this.#response;
    if (socket !== null && socket.writableLength > 0) socket.setTimeout(this.#answering.stallMs);
  }

  /** Node.js sends a head in the encoding of the text behind it: one that may go beyond ASCII has bytes behind it. */
  #sendable(piece: string | Uint8Array): string | Uint8Array {
    return this.#isPrinted || typeof piece !== "string" ? piece : Buffer.from(piece);
  }

  #hold(): void {
    if (this.#isHeld) return;
    this.#isHeld = true;
    flushLater(this);
  }
}
