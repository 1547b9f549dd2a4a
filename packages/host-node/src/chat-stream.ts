import type { ChatCompletion, ChunkStream, Fault, Loss, Pump, ReplyHead, Usage } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import type { CostReceipt } from "@lintel/core/pricing";
import { toError } from "./errors.ts";
import { receiptOf } from "./receipt-of.ts";

/**
 * A streamed answer: iterate it once. Leaving the loop early, `abort()` and the call's signal close the connection.
 * A stream that fails throws a `LintelError` whose `partial` holds what had come.
 */
export interface ChatStream<Chunk, Whole = ChatCompletion> extends AsyncIterableIterator<Chunk> {
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
  /** The whole answer that the stream amounts to, read in place of iterating: it rejects once the stream has been iterated. */
  completion(): Promise<Whole>;
  return(): Promise<IteratorResult<Chunk, undefined>>;
}

type Turn<Chunk> = IteratorResult<Chunk, undefined>;

const OVER = { done: true, value: undefined } as const;

interface Opening<Chunk, Whole> {
  readonly losses: readonly Loss[];
  /** A chunk as the caller wants its numbers. */
  shape(chunk: JsonObject): Chunk;
  /** The whole answer that chunks amount to. */
  fold(chunks: readonly JsonObject[]): Promise<Whole>;
}

const ITERATED: Fault = {
  origin: "caller",
  kind: "BadRequestError",
  status: 400,
  message: "litellm.BadRequestError: the stream has been iterated: its chunks are not there any more",
};

/** The chunks, and a last one for a usage that the caller had not asked for. */
function withUsage(chunks: readonly JsonObject[], usage: Usage | undefined): readonly JsonObject[] {
  const last = chunks.at(-1);
  const isTold = chunks.some((chunk) => (chunk.usage ?? null) !== null);
  return usage === undefined || last === undefined || isTold
    ? chunks
    : [...chunks, { ...last, choices: [], usage: usage.value }];
}

/** Chunks as an async iterable: one read of the body per turn that finds none waiting. */
export function chatStream<Chunk, Whole>(
  source: ChunkStream,
  opening: Opening<Chunk, Whole>,
): ChatStream<Chunk, Whole> {
  const waiting: JsonObject[] = [];
  const losses: Loss[] = [...opening.losses];
  let usage: Usage | undefined;
  let fault: Fault | undefined;
  let over = false;
  let pump: Pump | undefined;
  // Turns asked for at once are answered one after the other.
  let tail: Promise<unknown> = Promise.resolve();

  function open(): Pump {
    return source.start({
      chunk: (chunk) => waiting.push(chunk),
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

  async function pull(): Promise<JsonObject | undefined> {
    pump ??= open();
    for (;;) {
      const ready = waiting.shift();
      if (ready !== undefined) return ready;
      if (over) break;
      over = !(await pump.read()) || over;
    }
    if (fault === undefined) return undefined;
    const error = toError(fault, losses);
    fault = undefined;
    throw error;
  }

  async function turn(): Promise<Turn<Chunk>> {
    const chunk = await pull();
    return chunk === undefined ? OVER : { done: false, value: opening.shape(chunk) };
  }

  async function drained(): Promise<readonly JsonObject[]> {
    const chunks: JsonObject[] = [];
    for (let chunk = await pull(); chunk !== undefined; chunk = await pull()) chunks.push(chunk);
    return withUsage(chunks, usage);
  }

  async function completion(): Promise<Whole> {
    if (pump !== undefined) throw toError(ITERATED, losses);
    pump = open();
    const chunks = tail.then(drained);
    tail = chunks.catch(() => undefined);
    return opening.fold(await chunks);
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
    completion,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
