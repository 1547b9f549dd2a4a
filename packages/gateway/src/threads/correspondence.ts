import type { MessagePort, Worker } from "node:worker_threads";

/** What one thread may ask another, by name. */
export type Questions = Readonly<Record<string, (given: never) => Promise<unknown>>>;

/** One end of a conversation between two threads. */
export interface Correspondence<Q extends Questions> {
  /** Rejects with what the other thread throws, and where it is gone. */
  ask<N extends keyof Q & string>(name: N, ...given: Parameters<Q[N]>): ReturnType<Q[N]>;
  /** The other thread is gone: nothing that was asked is answered any more. */
  gone(reason: string): void;
}

type Message =
  | { readonly asked: number; readonly name: string; readonly given: unknown }
  | { readonly answered: number; readonly value: unknown }
  | { readonly failed: number; readonly reason: string };

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Asks and answers over a port between threads. */
export function correspondence<Theirs extends Questions, Mine extends Questions>(
  port: MessagePort | Worker,
  answers: Mine,
): Correspondence<Theirs> {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let lost: string | undefined;

  function take(id: number): Waiting | undefined {
    const found = waiting.get(id);
    waiting.delete(id);
    return found;
  }

  async function answer(id: number, name: string, given: unknown): Promise<void> {
    try {
      const value = await answers[name]?.(given as never);
      port.postMessage({ answered: id, value } satisfies Message);
    } catch (error) {
      port.postMessage({
        failed: id,
        reason: error instanceof Error ? error.message : String(error),
      } satisfies Message);
    }
  }

  port.on("message", (message: Message) => {
    if ("asked" in message) void answer(message.asked, message.name, message.given);
    else if ("answered" in message) take(message.answered)?.resolve(message.value);
    else take(message.failed)?.reject(new Error(message.reason));
  });
  function put(name: string, given: unknown): Promise<unknown> {
    if (lost !== undefined) return Promise.reject(new Error(lost));
    const id = ++last;
    port.postMessage({ asked: id, name, given } satisfies Message);
    return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  }

  return {
    // The other end is this very program: what it answers to a name is of its type.
    ask: <N extends keyof Theirs & string>(name: N, ...[given]: Parameters<Theirs[N]>) =>
      put(name, given) as ReturnType<Theirs[N]>,
    gone(reason) {
      lost = reason;
      for (const { reject } of waiting.values()) reject(new Error(reason));
      waiting.clear();
    },
  };
}
