import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Counted, CountRequest, Signal } from "@lintel/core/host";
import type { TokenizerRules } from "./tokenizer-rules.ts";

/** A thread that counts, started with the first count and ended a while after the last one, or when it is closed. */
export interface WorkerCounter {
  count(request: CountRequest, signal?: Signal): Promise<Counted>;
  close(): Promise<void>;
}

const IS_SOURCE = import.meta.url.endsWith(".ts");
const ENTRY = new URL(IS_SOURCE ? "./count-worker.ts" : "./tokenizers/count-worker.js", import.meta.url);

/** A URL does not reach another thread as one. */
function asPath(path: string | URL): string {
  return typeof path === "string" ? path : fileURLToPath(path);
}

type Settle = (counted: Counted) => void;

interface Running {
  readonly worker: Worker;
  readonly waiting: Map<number, Settle>;
}

function start(rules: TokenizerRules): Running {
  const files = Object.entries(rules.files ?? {}).map(([name, path]) => [name, asPath(path)] as const);
  const workerData: TokenizerRules = { files: Object.fromEntries(files) };
  const worker = new Worker(ENTRY, { workerData, ...(IS_SOURCE && { execArgv: ["--conditions=@lintel/source"] }) });
  const waiting = new Map<number, Settle>();
  const fail = (message: string): void => {
    for (const settle of waiting.values()) settle({ supplied: false, message });
    waiting.clear();
  };
  worker.on("message", ({ id, counted }: { readonly id: number; readonly counted: Counted }) => {
    waiting.get(id)?.(counted);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
  });
  worker.on("error", (error) => fail(`the counting thread failed: ${error}`));
  worker.on("exit", () => fail("the counting thread ended"));
  return { worker, waiting };
}

// A thread and its tokenizers hold 40 MB, and take some 200 ms to be there again.
const IDLE_MS = 15_000;

/** Counts in a thread of its own. One that ends is started again with the next count; it holds no process open while idle. */
export function workerCounter(rules: TokenizerRules, idleMs = IDLE_MS): WorkerCounter {
  let running: Running | undefined;
  let last = 0;

  function open(): Running {
    const opened = start(rules);
    const { worker, waiting } = opened;
    const leave = (): void => {
      if (running === opened) running = undefined;
    };
    const rest = setTimeout(() => {
      if (waiting.size > 0) return;
      leave();
      void worker.terminate();
    }, idleMs).unref();
    worker.on("message", () => void rest.refresh());
    worker.once("exit", () => {
      clearTimeout(rest);
      leave();
    });
    return opened;
  }

  return {
    count(request, signal) {
      running ??= open();
      const { worker, waiting } = running;
      const id = ++last;
      return new Promise((resolve) => {
        const onAbort = (): void => settle({ supplied: false, message: "the caller aborted the call" });
        const settle: Settle = (counted) => {
          signal?.removeEventListener("abort", onAbort);
          resolve(counted);
        };
        if (signal?.aborted === true) return onAbort();
        signal?.addEventListener("abort", onAbort);
        waiting.set(id, settle);
        worker.ref();
        worker.postMessage({ id, request });
      });
    },
    async close() {
      await running?.worker.terminate();
    },
  };
}
