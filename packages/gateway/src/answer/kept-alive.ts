import type { Reply } from "../server/seam.ts";
import { SAFETY } from "./headers.ts";

/** What tells a caller that an answer is a stream. */
export const STREAMING = [
  "cache-control",
  "no-cache",
  "x-accel-buffering",
  "no",
  "content-type",
  "text/event-stream; charset=utf-8",
] as const;

/** A comment, which every reader of events skips. */
export const COMMENT = ": ping\n\n";

/** Anthropic's own event. */
export const PING_EVENT = 'event: ping\ndata: {"type": "ping"}\n\n';

/** What is said while a stream says nothing. */
export interface Pings {
  /** Seconds of silence before each. */
  readonly every: number;
  readonly ping: string;
}

function isStream(headers: readonly string[]): boolean {
  return headers.some((it, at) => at % 2 === 0 && it === "content-type" && headers[at + 1] === STREAMING.at(-1));
}

function endsEvent(piece: string | Uint8Array): boolean {
  const end = typeof piece === "string" ? piece.slice(-4) : Buffer.from(piece.subarray(-4)).toString("latin1");
  return end.endsWith("\n\n") || end === "\r\n\r\n";
}

/**
 * A reply that pings while there is nothing to say: before the answer, where it opens the stream itself, and within it.
 * An answer that turns out to be none of a stream is told as an event then.
 */
export class KeptAlive implements Reply {
  readonly #reply: Reply;
  #waiting: NodeJS.Timeout | undefined;
  #silence: NodeJS.Timeout | undefined;
  #isBegun = false;
  #isWhole = false;
  #isFull = false;
  #last: string | Uint8Array = "\n\n";
  /** Whether a ping has opened the stream before anything was known of the answer. */
  isEarly = false;
  /** Whether a ping has opened the stream after the provider's head. */
  isPinged = false;

  constructor(reply: Reply) {
    this.#reply = reply;
    reply.onGone(() => this.#stop());
  }

  get closed(): boolean {
    return this.#reply.closed;
  }

  /** Pings every so many seconds until there is an answer. */
  untilAnswered(seconds: number): void {
    this.#waiting = setInterval(() => {
      if (!this.#isBegun) {
        this.isEarly = true;
        this.#begin(200, [...STREAMING, ...SAFETY]);
      }
      this.#reply.write(COMMENT);
    }, seconds * 1000);
  }

  /** Pings whenever a stream is silent for so long; `open` tells its head. */
  whileSilent({ every, ping }: Pings, open: () => void): void {
    clearInterval(this.#silence);
    this.#silence = setInterval(() => {
      if (!this.#isBegun) open();
      this.isPinged = true;
      clearInterval(this.#waiting);
      if (!this.#isFull && endsEvent(this.#last)) this.#reply.write(ping);
    }, every * 1000);
  }

  /** No stream is there any more whose silence counts: another deployment is asked. */
  forget(): void {
    clearInterval(this.#silence);
  }

  head(status: number, headers: readonly string[]): void {
    clearInterval(this.#waiting);
    if (this.#isBegun) this.#isWhole = !isStream(headers);
    else this.#begin(status, headers);
  }

  write(piece: string | Uint8Array): boolean {
    this.#silence?.refresh();
    this.#last = piece;
    const wants = this.#reply.write(piece);
    this.#isFull = !wants;
    return wants;
  }

  async drained(): Promise<void> {
    await this.#reply.drained();
    this.#isFull = false;
  }

  end(piece?: string | Uint8Array): void {
    this.#stop();
    const isEvent = this.#isWhole && piece !== undefined;
    if (isEvent) for (const part of ["data: ", piece]) this.#reply.write(part);
    this.#reply.end(isEvent ? "\n\ndata: [DONE]\n\n" : piece);
  }

  abort(): void {
    this.#stop();
    this.#reply.abort();
  }

  onGone(listener: () => void): void {
    this.#reply.onGone(listener);
  }

  #begin(status: number, headers: readonly string[]): void {
    this.#isBegun = true;
    this.#reply.head(status, headers);
  }

  #stop(): void {
    clearInterval(this.#waiting);
    clearInterval(this.#silence);
  }
}
