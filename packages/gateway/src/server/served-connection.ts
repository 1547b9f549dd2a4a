import type { Socket } from "node:net";
import { type Deadlines, type HeadReader, headReader, type Problem, type Waiter } from "@lintel/host-node";
import { beginsLikeRequest, type ReadRequest, readRequest } from "./read-request.ts";
import { statusLine } from "./reasons.ts";
import { MORE, type RequestBody, requestBody } from "./request-body.ts";
import type { Pipeline, RequestHead } from "./seam.ts";
import { type Line, SocketReply } from "./socket-reply.ts";

/** What connections are served by; times are in milliseconds. */
export interface ServingRules {
  readonly pipeline: Pipeline;
  readonly deadlines: Deadlines;
  readonly headersMs: number;
  readonly requestMs: number;
  readonly keepAliveMs: number;
  readonly headBytes: number;
  /** Whether the server takes no more requests. */
  isClosing(): boolean;
}

// A caller that asks ahead gets its answers in order: those behind the first wait in memory.
const MOST_AHEAD = 16;
// Bytes that may wait for answers before them until nothing more is read.
const MOST_WAITING = 64 * 1024;
/** Milliseconds that a caller has to read its last answer while what it still sends is thrown away: closed at once, what is unread would make the system reset the connection, and the caller might never see the answer. */
const LINGER_MS = 1000;
const NEVER = Number.POSITIVE_INFINITY;
const NOTHING = new Uint8Array(0);
const CR = 13;
const LF = 10;

function refusal(status: number): string {
  return `${statusLine(status)}Connection: close\r\n\r\n`;
}

/** One caller's connection: requests are read one after the other, each is served as soon as it is whole, and answers go out in the requests' order. */
export class ServedConnection implements Line {
  readonly socket: Socket;
  readonly #rules: ServingRules;
  readonly #heads: HeadReader;
  readonly #replies: SocketReply[] = [];
  readonly #waiter: Waiter;
  #request: ReadRequest | undefined;
  #body: RequestBody | undefined;
  /** When the request that is being read began. */
  #began: number | undefined;
  #lastText = "";
  #last: ReadRequest | undefined;
  /** What came while enough answers were under way. */
  #waiting: Buffer | undefined;
  /** Whether no more requests are taken: what still comes is thrown away. */
  #isLast = false;
  #wakes: (() => void)[] = [];

  constructor(socket: Socket, rules: ServingRules) {
    this.socket = socket;
    this.#rules = rules;
    this.#heads = headReader({ mostBytes: rules.headBytes, begins: beginsLikeRequest });
    this.#waiter = { dueAt: NEVER, overdue: () => this.#overdue() };
    rules.deadlines.add(this.#waiter);
    rules.deadlines.set(this.#waiter, rules.headersMs);
    socket
      .on("data", (bytes: Buffer) => this.#received(bytes))
      .on("drain", () => this.#wake())
      // What fails it closes it.
      .on("error", () => undefined)
      .on("close", () => this.#closed());
  }

  /** Ends a connection that has nothing to do. */
  endIdle(): void {
    if (this.#replies.length === 0 && this.#began === undefined && !this.#isLast) this.socket.destroy();
  }

  isTurn(reply: SocketReply): boolean {
    return this.#replies[0] === reply;
  }

  ended(reply: SocketReply): void {
    this.#replies.shift();
    if (!reply.keeps || (this.#rules.isClosing() && this.#replies.length === 0)) this.#finish();
    else this.#goOn();
  }

  #goOn(): void {
    this.#replies[0]?.flush();
    this.#wake();
    const waiting = this.#waiting;
    if (waiting !== undefined) {
      this.#waiting = undefined;
      if (this.socket.isPaused()) this.socket.resume();
      this.#take(waiting);
    }
    if (this.#replies.length === 0 && this.#began === undefined)
      this.#rules.deadlines.set(this.#waiter, this.#rules.keepAliveMs);
  }

  whenDrained(wake: () => void): void {
    this.#wakes.push(wake);
  }

  #wake(): void {
    if (this.#wakes.length === 0) return;
    const wakes = this.#wakes;
    this.#wakes = [];
    for (const wake of wakes) wake();
  }

  /** No answer follows: the caller reads what was told, and the connection is closed. */
  #finish(): void {
    this.#isLast = true;
    this.#waiting = undefined;
    this.socket.resume();
    this.socket.end();
    this.#rules.deadlines.set(this.#waiter, LINGER_MS);
  }

  #closed(): void {
    this.#rules.deadlines.delete(this.#waiter);
    this.#isLast = true;
    for (const reply of this.#replies.splice(0)) reply.gone();
    this.#wake();
  }

  #overdue(): void {
    if (this.#isLast || (this.#began === undefined && this.#last !== undefined)) this.socket.destroy();
    else this.#refuse(408);
  }

  #received(bytes: Buffer): void {
    if (this.#isLast) return;
    if (this.#waiting === undefined) this.#take(bytes);
    else this.#wait(Buffer.concat([this.#waiting, bytes]));
  }

  #wait(bytes: Buffer): void {
    this.#waiting = bytes;
    if (bytes.length > MOST_WAITING) this.socket.pause();
  }

  #take(bytes: Buffer): void {
    let at = 0;
    while (at < bytes.length && !this.#isLast && this.#replies.length < MOST_AHEAD)
      at = this.#body === undefined ? this.#takeHead(bytes, at) : this.#takeBody(bytes, at);
    if (at < bytes.length && !this.#isLast) this.#wait(bytes.subarray(at));
  }

  /** Reads on in a head; answers with where it ended. */
  #takeHead(bytes: Buffer, from: number): number {
    let at = from;
    // Empty lines before a request are nothing, https://www.rfc-editor.org/rfc/rfc9112#section-2.2.
    if (this.#began === undefined) while (bytes[at] === CR || bytes[at] === LF) at++;
    if (at === bytes.length) return at;
    const end = this.#heads.push(bytes, at);
    if (typeof end !== "number") return this.#malformed(end, bytes);
    if (end === -1) {
      this.#begin(this.#rules.headersMs);
      return bytes.length;
    }
    const request = this.#read(this.#heads.text());
    if (request.read === "problem") return this.#malformed(request, bytes);
    this.#request = request;
    this.#arrived(request, end === bytes.length);
    return end;
  }

  #read(text: string): ReadRequest | Problem {
    if (this.#last !== undefined && text === this.#lastText) return this.#last;
    const { headBytes } = this.#rules;
    if (text.length > headBytes) return { read: "problem", kind: "too_large", message: "its head is too large" };
    const remote = (): string | undefined => this.socket.remoteAddress;
    const read = readRequest(text, { mostLineBytes: headBytes, like: this.#last?.fields, remote });
    if (read.read === "problem") return read;
    this.#last = read;
    this.#lastText = text;
    return read;
  }

  /** A head is there; its body is read where it is no larger than may be. */
  #arrived({ head, framing, isExpecting }: ReadRequest, isAlone: boolean): void {
    const limit = this.#rules.pipeline.limit(head);
    if (framing !== "chunked" && framing > limit) this.#refuseLarge(head);
    else if (framing === 0) this.#serve(NOTHING);
    else this.#body = requestBody(framing, limit);
    if (this.#body === undefined || !isAlone) return;
    if (isExpecting && this.#replies.length === 0) this.socket.write(`${statusLine(100)}\r\n`);
    this.#begin(this.#rules.requestMs);
  }

  /** Reads on in a body; answers with where it ended. */
  #takeBody(bytes: Buffer, from: number): number {
    const read = this.#body?.push(bytes, from) ?? MORE;
    if (read.read === "body") {
      this.#serve(read.body);
      return read.end;
    }
    if (read.read === "more") this.#begin(this.#rules.requestMs);
    else if (read.read === "problem") this.#malformed(read, bytes);
    else if (this.#request !== undefined) this.#refuseLarge(this.#request.head);
    return bytes.length;
  }

  /** The rest of a request has still to come, so many milliseconds after it began at the latest. */
  #begin(ms: number): void {
    const now = performance.now();
    this.#began ??= now;
    this.#rules.deadlines.set(this.#waiter, this.#began + ms - now);
  }

  #reply(request: ReadRequest | undefined, keeps: boolean): SocketReply {
    const { keepAliveMs } = this.#rules;
    const { method } = request?.head ?? { method: "GET" };
    const reply = new SocketReply(this, { method, isOld: request?.isOld ?? false, keeps, keepAliveMs });
    this.#request = undefined;
    this.#body = undefined;
    this.#began = undefined;
    this.#waiter.dueAt = NEVER;
    this.#isLast = !keeps;
    this.#replies.push(reply);
    return reply;
  }

  #serve(body: Uint8Array): void {
    const request = this.#request;
    if (request === undefined) return;
    const reply = this.#reply(request, request.keeps && !this.#rules.isClosing());
    this.#rules.pipeline.serve(request.head, body, reply);
  }

  #refuseLarge(head: RequestHead): void {
    this.#rules.pipeline.refuse(head, this.#reply(this.#request, false));
  }

  #refuse(status: number): void {
    this.#reply(undefined, false).last(refusal(status));
  }

  #malformed({ kind }: Problem, { length }: Buffer): number {
    this.#refuse(kind === "too_large" ? 431 : 400);
    return length;
  }
}
