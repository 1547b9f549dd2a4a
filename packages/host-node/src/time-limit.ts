import type { Signal } from "@lintel/core/host";

/** One signal for the caller's abort and a deadline. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  /** Which of them ended the work. */
  readonly ended: () => "caller" | "deadline" | undefined;
  /** The work's result, or undefined once the signal aborts. */
  race<T>(work: Promise<T>): Promise<T | undefined>;
  /** Lets go of the timer and of the caller's signal. */
  release(): void;
}

export function timeLimit(ms: number, caller: Signal | undefined): TimeLimit {
  const controller = new AbortController();
  const { signal } = controller;
  let ended: "caller" | "deadline" | undefined;
  function end(by: "caller" | "deadline"): void {
    ended ??= by;
    controller.abort();
  }
  const onAbort = (): void => end("caller");
  const timer = setTimeout(() => end("deadline"), ms);
  caller?.addEventListener("abort", onAbort);
  if (caller?.aborted === true) onAbort();
  return {
    signal,
    ended: () => ended,
    race(work) {
      return new Promise((resolve, reject) => {
        const giveUp = (): void => resolve(undefined);
        if (signal.aborted) giveUp();
        signal.addEventListener("abort", giveUp, { once: true });
        work.then(resolve, reject).finally(() => signal.removeEventListener("abort", giveUp));
      });
    },
    release() {
      clearTimeout(timer);
      caller?.removeEventListener("abort", onAbort);
    },
  };
}
