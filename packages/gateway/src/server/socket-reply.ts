import type { Socket } from "node:net";
import { flushLater, type Held } from "@lintel/host-node";
import { type Answering, printedHead } from "./printed-head.ts";
import type { Reply } from "./seam.ts";

/** The connection that an answer goes over, behind those before it. */
export interface Line {
  readonly socket: Socket;
  /** Whether all answers before this one have been told. */
  isTurn(reply: SocketReply): boolean;
  /** The answer whose turn it was is over. */
  ended(reply: SocketReply): void;
  /** Calls once there is room again, or the caller has gone. */
  whenDrained(wake: () => void): void;
}

/** The bytes of a piece, each as a character: what is told in one turn is written as one text. */
function byteText(piece: string | Uint8Array): string {
  if (typeof piece !== "string")
    return Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString("latin1");
  return Buffer.byteLength(piece) === piece.length ? piece : Buffer.from(piece).toString("latin1");
}

/** An answer over a socket; what is told of it in one turn of the event loop is written at the turn's end. */
export class SocketReply implements Reply, Held {
  readonly #line: Line;
  readonly #answering: Answering;
  #pending = "";
  #hasHead = false;
  #hasBody = true;
  #isChunked = false;
  #keeps: boolean;
  #isHeld = false;
  #isOver = false;
  #listeners: (() => void)[] | undefined;

  constructor(line: Line, answering: Answering) {
    this.#line = line;
    this.#answering = answering;
    this.#keeps = answering.keeps;
  }

  get closed(): boolean {
    return this.#isOver || !this.#line.socket.writable;
  }

  /** Whether the connection may serve another request behind this answer. */
  get keeps(): boolean {
    return this.#keeps;
  }

  head(status: number, headers: readonly string[]): void {
    if (this.closed) return;
    if (this.#hasHead) throw new TypeError("the head of this answer is out");
    const { text, hasBody, isChunked, keeps } = printedHead(status, headers, this.#answering);
    this.#hasHead = true;
    this.#hasBody = hasBody;
    this.#isChunked = isChunked;
    this.#keeps = keeps;
    this.#pending += text;
  }

  write(piece: string | Uint8Array): boolean {
    if (this.closed) return true;
    this.#add(piece);
    this.#hold();
    return !this.#isFull();
  }

  drained(): Promise<void> {
    this.flush();
    if (this.closed || !this.#isFull()) return Promise.resolve();
    return new Promise((resolve) => this.#line.whenDrained(resolve));
  }

  end(piece?: string | Uint8Array): void {
    if (this.closed) return;
    if (piece !== undefined) this.#add(piece);
    if (this.#isChunked) this.#pending += "0\r\n\r\n";
    this.#isOver = true;
    this.#hold();
  }

  /** Ends the connection with these bytes, instead of an answer. */
  last(text: string): void {
    this.#keeps = false;
    this.#pending = text;
    this.#isOver = true;
    this.#hold();
  }

  abort(): void {
    this.flush();
    this.#line.socket.destroy();
  }

  onGone(listener: () => void): void {
    this.#listeners ??= [];
    this.#listeners.push(listener);
  }

  /** The caller has gone before the end. */
  gone(): void {
    for (const listener of this.#listeners ?? []) listener();
  }

  flush(): void {
    this.#isHeld = false;
    if (!this.#line.isTurn(this)) return;
    const text = this.#pending;
    this.#pending = "";
    if (text !== "" && this.#line.socket.writable) this.#line.socket.write(text, "latin1");
    if (this.#isOver) this.#line.ended(this);
  }

  #add(piece: string | Uint8Array): void {
    if (piece.length === 0 || !this.#hasBody) return;
    const bytes = byteText(piece);
    this.#pending += this.#isChunked ? `${bytes.length.toString(16)}\r\n${bytes}\r\n` : bytes;
  }

  #isFull(): boolean {
    const { writableLength, writableHighWaterMark } = this.#line.socket;
    return this.#pending.length + writableLength >= writableHighWaterMark;
  }

  #hold(): void {
    if (this.#isHeld) return;
    this.#isHeld = true;
    flushLater(this);
  }
}
