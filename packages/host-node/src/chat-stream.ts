import type { ChunkStream, Fault, Loss, Pump, ReplyHead, Usage } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import type { CostReceipt } from "@lintel/core/pricing";
import { toError } from "./errors.ts";
import { receiptOf } from "./receipt-of.ts";

/**
 * A streamed answer: iterate it once. Leaving the loop early, `abort()` and the call's signal close the connection.
 * A stream that fails throws a `LintelError` whose `partial` holds what had come.
 */
export interface ChatStream<Chunk> extends AsyncIterableIterator<Chunk> {
  /** The provider's status and headers. */
  readonly head: ReplyHead;
  /** What the translation has not carried over so far. */
  readonly losses: readonly Loss[];
  /** Tokens used, once known. */
  readonly usage: Usage | undefined;
  /** What the stream has cost, once it has been read to its end; reckoned, and counted where it takes that, only now. */
  receipt(): Promise<CostReceipt<number>>;
  /** Ends the iteration and closes the connection. */
  abort(): void;
  return(): Promise<IteratorResult<Chunk, undefined>>;
}

type Turn<Chunk> = IteratorResult<Chunk, undefined>;

const OVER = { done: true, value: undefined } as const;

interface Opening<Chunk> {
  readonly losses: readonly Loss[];
  /** A chunk as the caller wants its numbers. */
  shape(chunk: JsonObject): Chunk;
}

/** Chunks as an async iterable: one read of the body per turn that finds none waiting. */
export function chatStream<Chunk>(source: ChunkStream, opening: Opening<Chunk>): ChatStream<Chunk> {
  const waiting: Chunk[] = [];
  const losses: Loss[] = [...opening.losses];
  let usage: Usage | undefined;
  let fault: Fault | undefined;
  let over = false;
  let pump: Pump | undefined;
  // Turns asked for at once are answered one after the other.
  let tail: Promise<unknown> = Promise.resolve();

  function open(): Pump {
    return source.start({
      chunk: (chunk) => waiting.push(opening.shape(chunk)),
      usage: (found) => {
        usage = found;
      },
      loss: (loss) => losses.push(loss),
      fault: (found) => {
        fault = found;
      },
      end: () => undefined,
    });
  }

  function take(): Turn<Chunk> | undefined {
    const value = waiting.shift();
    return value === undefined ? undefined : { done: false, value };
  }

  async function turn(): Promise<Turn<Chunk>> {
    pump ??= open();
    for (;;) {
      const ready = take();
      if (ready !== undefined) return ready;
      if (over) break;
      over = !(await pump.read()) || over;
    }
    if (fault === undefined) return OVER;
    const error = toError(fault, losses);
    fault = undefined;
    throw error;
  }

  function abort(): void {
    over = true;
    pump ??= open();
    pump.cancel();
    waiting.length = 0;
    fault = undefined;
  }

  return {
    head: { status: source.head.status, headers: source.head.headers },
    get losses() {
      return losses;
    },
    get usage() {
      return usage;
    },
    next() {
      const answer = tail.then(turn);
      tail = answer.catch(() => undefined);
      return answer;
    },
    async receipt() {
      pump ??= open();
      return receiptOf(await pump.receipt(), losses);
    },
    async return() {
      abort();
      return OVER;
    },
    abort,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
