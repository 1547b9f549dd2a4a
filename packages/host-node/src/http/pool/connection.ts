import type { TransportFailure } from "@lintel/core";
import { flushLater, type Held } from "../../flush-later.ts";
import { type BodyQueue, bodyQueue } from "../body-queue.ts";
import { late, type Phase } from "../late.ts";
import { ABORTED, transportFailure } from "../transport-failure.ts";
import { answerReader } from "./answer-reader.ts";
import { closedFailure, problemFailure } from "./broken-answer.ts";
import type { Deadlines, Waiter } from "./deadlines.ts";
import type { HeadMemory } from "./head-memory.ts";
import type { Job } from "./job.ts";
import { keptFor } from "./kept-for.ts";
import type { Target } from "./open-socket.ts";
import type { ParsedHead } from "./parse-head.ts";
import { readBuffer } from "./read-buffer.ts";
import { writeWire } from "./request-wire.ts";
import { wholeAnswer } from "./whole-answer.ts";

/** One connection: it serves one request at a time. */
export interface Connection {
  /** Whether it may serve another one. */
  isUsable(): boolean;
  start(job: Job): void;
  close(failure: TransportFailure): void;
}

/** What a connection tells those who keep it. */
export interface Owner {
  readonly deadlines: Deadlines;
  readonly keepAliveMs: number;
  readonly heads: HeadMemory;
  /** The connection ended before anything of the request was written to it. */
  again(job: Job): void;
  /** It may serve another request. */
  free(connection: Connection): void;
  closed(connection: Connection): void;
}

const NEVER = Number.POSITIVE_INFINITY;

/** Opens a connection for a request. Whatever is not plainly well formed closes it; it is free again only when nothing is left over. */
export function connection(target: Target, first: Job, owner: Owner): Connection {
  const { deadlines } = owner;
  const answers = answerReader(owner.heads);
  /** Whether it may be written to. */
  let isReady = false;
  /** Whether the server sends no more. */
  let hasEnded = false;
  let isPaused = false;
  /** Whether the request waits for the end of the turn. */
  let isHeld = false;
  let job: Job | undefined;
  /** The body of its answer, once the head is told and more is to come. */
  let queue: BodyQueue | undefined;

  const socket = target.open({
    buffer: readBuffer(),
    callback(size, buffer) {
      received(Buffer.from(buffer.buffer, buffer.byteOffset, size));
      return true;
    },
  });

  function phase(): Phase {
    if (!isReady) return "connect";
    if (queue !== undefined) return "body";
    return isHeld || socket.writableLength > 0 ? "write" : "head";
  }

  const waiter: Waiter = {
    dueAt: NEVER,
    overdue() {
      if (job === undefined) socket.destroy();
      else fail(late(phase(), job.request.timeouts));
    },
  };

  const own: Connection = {
    // After a pause of the whole process the time of an idle connection may be over before its timer says so.
    isUsable: () => !hasEnded && !socket.destroyed && waiter.dueAt > performance.now(),
    start,
    close(failure) {
      fail(failure);
      socket.destroy();
    },
  };

  function onAbort(): void {
    fail(ABORTED);
  }

  const held: Held = {
    flush() {
      isHeld = false;
      if (job !== undefined) writeWire(socket, job.wire);
    },
  };

  function clear(): void {
    job?.signal?.removeEventListener("abort", onAbort);
    job = undefined;
    queue = undefined;
    waiter.dueAt = NEVER;
  }

  /** Ends the exchange, and with it the connection. */
  function fail(failure: TransportFailure, keepsUnread = false): void {
    const failed = job;
    const open = queue;
    if (failed === undefined) return;
    clear();
    socket.destroy();
    if (open === undefined) failed.resolve({ sent: false, failure });
    else if (keepsUnread) open.failLater(failure);
    else open.fail(failure);
  }

  /** Gives back a request that nothing was written of, and ends the connection. */
  function giveBack(): void {
    const mine = job;
    clear();
    socket.destroy();
    if (mine !== undefined) owner.again(mine);
  }

  function take(next: Job): void {
    job = next;
    answers.begin(next.request.method);
    next.signal?.addEventListener("abort", onAbort);
  }

  function start(next: Job): void {
    take(next);
    socket.ref();
    isHeld = true;
    flushLater(held);
    deadlines.set(waiter, next.request.timeouts.firstByteMs);
  }

  function bodyQueueOf(mine: Job): BodyQueue {
    return bodyQueue({
      waiting(isWaiting) {
        if (job !== mine) return;
        if (isWaiting) deadlines.set(waiter, mine.request.timeouts.idleMs);
        else waiter.dueAt = NEVER;
      },
      full(isFull) {
        if (job !== mine) return;
        isPaused = isFull;
        if (isFull) socket.pause();
        else socket.resume();
      },
      cancelled() {
        if (job === mine) fail(ABORTED);
      },
    });
  }

  function release(keepMs: number): void {
    if (isPaused) socket.resume();
    isPaused = false;
    socket.unref();
    deadlines.set(waiter, keepMs);
    owner.free(own);
  }

  /** The answer has come to its end; bytes behind it belong to nobody, and close the connection. */
  function finish(mine: Job, head: ParsedHead, isClean: boolean): void {
    const keepMs = keptFor(head, owner.keepAliveMs);
    const isFree = head.keeps && isClean && keepMs > 0 && !mine.wire.closes && socket.writableLength === 0 && !hasEnded;
    clear();
    if (isFree) release(keepMs);
    else socket.destroy();
  }

  function opened(mine: Job, { status, headers }: ParsedHead): BodyQueue {
    waiter.dueAt = NEVER;
    queue = bodyQueueOf(mine);
    mine.resolve({ sent: true, head: { status, headers }, body: queue.reader });
    return queue;
  }

  function received(bytes: Buffer): void {
    if (job === undefined || isHeld) {
      giveBack();
      return;
    }
    const mine = job;
    const arrival = answers.push(bytes);
    if (arrival.read === "problem") fail(problemFailure(arrival));
    if (arrival.read !== "body") return;
    const { head, pieces, standing } = arrival;
    const isOver = standing === "ended" || standing === "left over";
    const open = queue ?? (isOver ? undefined : opened(mine, head));
    for (const piece of open === undefined ? [] : pieces) open?.push(piece);
    if (isOver) {
      finish(mine, head, standing === "ended");
      if (open === undefined) mine.resolve(wholeAnswer(head, pieces));
      else open.end();
    } else if (standing !== "open") fail(problemFailure(standing), true);
  }

  function onEnd(): void {
    hasEnded = true;
    if (isHeld) {
      giveBack();
      return;
    }
    const cut = isReady ? answers.cut() : "before the answer";
    const open = queue;
    if (cut === "ended") clear();
    else fail(typeof cut === "string" ? closedFailure(cut, answers.unfinished()) : problemFailure(cut), true);
    open?.end();
    socket.destroy();
  }

  socket
    .once(target.ready, () => {
      isReady = true;
      if (job === undefined) return;
      writeWire(socket, job.wire);
      deadlines.set(waiter, job.request.timeouts.firstByteMs);
    })
    .on("drain", () => {
      if (job !== undefined && queue === undefined) deadlines.set(waiter, job.request.timeouts.firstByteMs);
    })
    .on("error", (error) => (isHeld ? giveBack() : fail(transportFailure(error, !isReady), true)))
    .once("end", onEnd)
    .once("close", () => {
      if (isHeld) giveBack();
      fail(
        closedFailure(queue === undefined ? "before the answer" : "in the middle of the answer", answers.unfinished()),
        true,
      );
      deadlines.delete(waiter);
      owner.closed(own);
    });
  deadlines.add(waiter);
  take(first);
  deadlines.set(waiter, first.request.timeouts.connectMs);
  return own;
}
