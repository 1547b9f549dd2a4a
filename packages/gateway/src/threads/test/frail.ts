import { BroadcastChannel } from "node:worker_threads";

/** The channel of threads that break when they are told to. */
export const FRAIL = "frail threads";

export type FrailWord = { readonly serves: number } | { readonly breaks: number } | { readonly hangs: number };

export const FRAIL_ENTRY = new URL("./frail-thread.ts", import.meta.url);

/** Threads as they begin to serve, and ways to break them. */
export interface FrailThreads {
  readonly serving: readonly number[];
  break(thread: number): void;
  hang(thread: number): void;
  close(): void;
}

export function frailThreads(): FrailThreads {
  const serving: number[] = [];
  const channel = new BroadcastChannel(FRAIL);
  channel.onmessage = (event) => {
    const word: FrailWord = event.data;
    if ("serves" in word) serving.push(word.serves);
  };
  return {
    serving,
    break: (thread) => channel.postMessage({ breaks: thread } satisfies FrailWord),
    hang: (thread) => channel.postMessage({ hangs: thread } satisfies FrailWord),
    close: () => channel.close(),
  };
}
