import type { CallRecord, Observer } from "./record.ts";

/** Hears of an observer that failed: once of each. */
export type ObserverFailed = (message: string, error: unknown) => void;

/** Records handed over in one turn of the event loop: some 2 ms of work at the most, whatever has piled up. */
const BATCH = 256;

type Guard = <T>(work: () => T) => T | undefined;

function guard(failed: ObserverFailed): Guard {
  let isTold = false;
  const tell = (error: unknown): undefined => {
    if (!isTold) failed("an observer failed; what it does not hear from now on is not told", error);
    isTold = true;
  };
  return (work) => {
    try {
      const made = work();
      if (made instanceof Promise) made.catch(tell);
      return made;
    } catch (error) {
      return tell(error);
    }
  };
}

interface Queue {
  push(record: CallRecord): void;
  drain(): void;
}

function queue(tell: (record: CallRecord) => void): Queue {
  let waiting: CallRecord[] = [];
  let next = 0;
  let isDue = false;
  const take = (most: number): void => {
    const until = Math.min(waiting.length, next + most);
    while (next < until) {
      const record = waiting[next++];
      if (record !== undefined) tell(record);
    }
    if (next < waiting.length) return;
    waiting = [];
    next = 0;
  };
  const turn = (): void => {
    take(BATCH);
    isDue = waiting.length > 0;
    if (isDue) setImmediate(turn);
  };
  return {
    push(record) {
      waiting.push(record);
      if (isDue) return;
      isDue = true;
      setImmediate(turn);
    },
    drain: () => take(Number.POSITIVE_INFINITY),
  };
}

/** Observers as one. */
export interface Observers extends Observer {
  /** Tells them what has not been told yet. */
  drain(): void;
}

/** Several observers as one: told in turns of their own after the answer, and one that fails harms neither a call nor another. */
export function observers(list: readonly Observer[], failed: ObserverFailed = () => {}): Observers {
  const guarded = list.map((observer) => ({ observer, safely: guard(failed) }));
  const beginners = guarded.filter(({ observer }) => observer.began !== undefined);
  const { push, drain } = queue((record) => {
    for (const { observer, safely } of guarded) safely(() => observer.ended(record));
  });
  return {
    // One whose answer fails hears of the call, as all do that give none.
    wants: (call) => guarded.some(({ observer, safely }) => safely(() => observer.wants?.(call) ?? true) ?? true),
    began() {
      for (const { observer, safely } of beginners) safely(() => observer.began?.());
    },
    ended: push,
    drain,
    async exposition() {
      drain();
      const told = await Promise.allSettled(
        guarded.map(({ observer, safely }) => safely(() => observer.exposition?.())),
      );
      const parts = told.flatMap((it) => (it.status === "fulfilled" && it.value !== undefined ? [it.value] : []));
      return { type: parts[0]?.type ?? "text/plain; charset=utf-8", text: parts.map(({ text }) => text).join("") };
    },
    async close() {
      drain();
      await Promise.allSettled(guarded.map(({ observer, safely }) => safely(() => observer.close?.())));
    },
  };
}
