import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { joinedRows } from "../observe/metrics/joined-rows.ts";
import type { MetricsTold } from "../observe/metrics/metrics-counter.ts";
import { type Correspondence, correspondence } from "./correspondence.ts";
import type { OfMain, OfThread, ThreadStart } from "./questions.ts";

export interface ThreadsOptions {
  readonly count: number;
  readonly start: ThreadStart;
  readonly answers: Omit<OfMain, "listening">;
  /** The program of a thread; ours unless given. */
  readonly entry?: URL;
  /** Milliseconds a thread has to run by another configuration before it is ended. */
  readonly usedWithinMs?: number;
  /** A thread has ended that nobody had asked to; another takes its place. */
  onLost(reason: string): void;
  /** Threads end sooner than it is any use to start others. */
  onFailed(reason: string): void;
}

/** Threads that serve beside this one. */
export interface ServingThreads {
  /** Resolves when all run by this configuration, told by `configText`. */
  use(config: string): Promise<void>;
  counted(): Promise<readonly MetricsTold[]>;
  close(graceMs: number): Promise<void>;
}

/** Threads that may be lost within as many milliseconds. */
const MOST_LOST = 5;
const LOST_WITHIN_MS = 60_000;

/** Milliseconds after its time that a thread which does not answer has to end. */
const LATE_MS = 2000;

// Keys that were taken away are not to open anything for longer.
const USED_WITHIN_MS = 30_000;

const IS_SOURCE = import.meta.url.endsWith(".ts");
const ENTRY = new URL(IS_SOURCE ? "./serving-thread.ts" : "./threads/serving-thread.js", import.meta.url);

interface Thread {
  readonly asked: Correspondence<OfThread>;
  /** Rejects if it ends before. */
  readonly listening: Promise<void>;
  /** What it has ended by. */
  readonly ended: Promise<Error>;
  /** What it had counted when it was asked last. */
  last: MetricsTold | undefined;
  end(): Promise<unknown>;
}

function startThread({ start, answers, entry = ENTRY }: Pick<ThreadsOptions, "start" | "answers" | "entry">): Thread {
  const execArgv = IS_SOURCE ? { execArgv: ["--conditions=@lintel/source"] } : {};
  const worker = new Worker(entry, { name: "lintel", workerData: start, ...execArgv });
  const ended = new Promise<Error>((resolve) => {
    worker.once("error", resolve);
    worker.once("exit", (code) => resolve(new Error(`it ended with the code ${code}`)));
  });
  let begun = (): void => undefined;
  const listening = new Promise<void>((resolve, reject) => {
    begun = resolve;
    ended.then(reject);
  });
  const asked = correspondence<OfThread, OfMain>(worker, { ...answers, listening: async () => begun() });
  ended.then((error) => asked.gone(error.message));
  return { asked, listening, ended, last: undefined, end: () => worker.terminate() };
}

/** Whether something has happened too often of late. */
function tooOften(): () => boolean {
  let times: readonly number[] = [];
  return () => {
    const now = performance.now();
    times = [...times.filter((time) => now - time < LOST_WITHIN_MS), now];
    return times.length > MOST_LOST;
  };
}

function late(ms: number): Promise<undefined> {
  return wait(ms, undefined, { ref: false });
}

/** Starts threads that serve the port of this one. Rejects if one of them cannot. */
export async function servingThreads(options: ThreadsOptions): Promise<ServingThreads> {
  const { count, start, usedWithinMs = USED_WITHIN_MS } = options;
  const threads = new Set<Thread>();
  const gone = joinedRows();
  const isTooMuch = tooOften();
  let latest = start;
  let isClosing = false;

  function begin(): Thread {
    const thread = startThread({ ...options, start: latest });
    threads.add(thread);
    return thread;
  }

  function keep(thread: Thread): void {
    thread.ended.then((error) => {
      threads.delete(thread);
      if (isClosing) return;
      // Counters that fell would be read as a start anew.
      if (thread.last !== undefined) gone.add(thread.last.rows);
      const reason = error.stack ?? error.message;
      if (isTooMuch()) return options.onFailed(reason);
      options.onLost(reason);
      keep(begin());
    });
    // What a thread ends by is told once, by its end.
    thread.listening.catch(() => undefined);
  }

  async function end(thread: Thread, graceMs: number): Promise<void> {
    const closed = thread.asked.ask("close", graceMs).catch(() => undefined);
    await Promise.race([closed, late(graceMs + LATE_MS)]);
    await thread.end();
  }

  async function close(graceMs: number): Promise<void> {
    isClosing = true;
    await Promise.all([...threads].map((thread) => end(thread, graceMs)));
  }

  async function countedBy(thread: Thread): Promise<MetricsTold | undefined> {
    const counted = thread.asked.ask("counted").catch(() => undefined);
    thread.last = (await Promise.race([counted, late(LATE_MS)])) ?? thread.last;
    return thread.last;
  }

  /** A thread that hangs is ended, and with that replaced by one that runs by the latest configuration. */
  async function useIn(thread: Thread, config: string): Promise<void> {
    const used = thread.asked.ask("use", config).then(
      () => "used",
      () => "refused",
    );
    if ((await Promise.race([used, late(usedWithinMs)])) === undefined) await thread.end();
  }

  try {
    await Promise.all(Array.from({ length: count }, () => begin().listening));
  } catch (error) {
    isClosing = true;
    await Promise.all([...threads].map((thread) => thread.end()));
    throw error;
  }
  for (const thread of threads) keep(thread);
  return {
    async use(config) {
      latest = { ...start, config };
      await Promise.all([...threads].map((thread) => useIn(thread, config)));
    },
    async counted() {
      const told = await Promise.all([...threads].map(countedBy));
      const before = { rows: gone.all(), inFlight: 0 };
      return [...(before.rows.length > 0 ? [before] : []), ...told.filter((it) => it !== undefined)];
    },
    close,
  };
}
