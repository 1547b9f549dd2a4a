import type { StreamMode } from "./adapter.ts";
import { type Billed, unbilled } from "./billed.ts";
import type { Call } from "./call.ts";
import { type Fault, thrownFault } from "./fault.ts";
import { decoder } from "./frames/index.ts";
import type { BodyRead, BodyReader } from "./host.ts";
import type { JsonObject } from "./json/index.ts";
import type { ChunkStream, Pump, StreamSink } from "./outcome.ts";
import { readLater } from "./read-later.ts";
import type { ReplyHead } from "./reply.ts";
import { type CountUsage, streamDebt } from "./stream-debt.ts";
import type { Sink, Transducer } from "./transducer.ts";

const OVER = Promise.resolve(false);

type Mode = Exclude<StreamMode, { stream: "whole" }>;

interface Gate {
  readonly sink: Sink;
  readonly isOver: () => boolean;
}

/** Changes a fault before anybody sees it. */
export type Mask = (fault: Fault) => Fault;

interface GateRules {
  readonly mask?: Mask | undefined;
  /** Takes counts upon itself. */
  readonly pending?: Sink["pending"];
}

/** Lets nothing through after a fault or the end, so that no wire can talk on. */
export function gate(sink: Omit<Sink, "pending">, { mask, pending }: GateRules = {}): Gate {
  let over = false;
  return {
    isOver: () => over,
    sink: {
      chunk: (chunk) => {
        if (!over) sink.chunk(chunk);
      },
      ...(sink.again && {
        again: (texts, likeness) => {
          if (!over) sink.again?.(texts, likeness);
        },
      }),
      usage: (usage) => {
        if (!over) sink.usage(usage);
      },
      loss: (loss) => {
        if (!over) sink.loss(loss);
      },
      fault: (fault) => {
        if (over) return;
        over = true;
        sink.fault(mask?.(fault) ?? fault);
      },
      end: () => {
        if (over) return;
        over = true;
        sink.end();
      },
      ...(pending && { pending }),
    },
  };
}

/** From bytes to the sink: the framing a mode names, then the mode's own stage, or its tap where the bytes themselves are taken. */
export function stages(mode: Mode, sink: Sink, isTapped = false): Transducer<Uint8Array> {
  switch (mode.frames) {
    case "sse":
      return decoder("sse", isTapped && mode.stream === "relay" ? mode.tap(sink) : mode.open(sink));
    case "sse-lines":
      return decoder("sse-lines", isTapped && mode.stream === "relay" ? mode.tap(sink) : mode.open(sink));
  }
}

/** A streamed reply, and whose it is. */
interface Open {
  readonly head: ReplyHead;
  readonly body: BodyReader;
  readonly call: Pick<Call, "provider" | "model">;
  /** Counts what the provider does not tell of its usage; without it, such a stream has none. */
  readonly count?: CountUsage | undefined;
  readonly mask?: Mask;
}

function pump(mode: Mode, { body, call: { provider, model }, count, mask }: Open, sink: StreamSink): Pump {
  const debt = streamDebt(count);
  const { sink: inner, isOver } = gate(sink, { mask, pending: debt.pending });
  const isRelayed = mode.stream === "relay" && sink.bytes !== undefined;
  let bytes: Transducer<Uint8Array> | undefined;
  let isCancelled = false;

  function stage(): Transducer<Uint8Array> {
    const made = (): Transducer<Uint8Array> => stages(mode, inner, isRelayed);
    return isRelayed ? readLater(made) : made();
  }

  function broken(error: unknown): void {
    body.cancel();
    inner.fault(thrownFault(error, { provider, model }));
  }

  function take(read: BodyRead, stage: Transducer<Uint8Array>): void {
    if (read.read === "bytes") {
      if (isRelayed && read.bytes.length > 0) sink.bytes?.(read.bytes);
      stage.push(read.bytes);
    } else if (read.read === "end") stage.end();
    else stage.stop({ stop: "transport", failure: read.failure });
  }

  function isOpen(): boolean {
    return !isOver() && !isCancelled;
  }

  /** After the last byte nobody else would end the stream. */
  function told(): void {
    if (isOpen()) broken(new Error("the stream told neither its end nor a failure"));
  }

  /** What a cancelled stream owes may take until it is counted. */
  async function close(): Promise<void> {
    await debt.pay(inner);
    inner.end();
  }

  function failed(error: unknown): boolean {
    broken(error);
    return isOpen();
  }

  function settled({ read }: BodyRead): boolean {
    if (read !== "bytes") told();
    else if (isOver()) body.cancel();
    return isOpen();
  }

  function taken(read: BodyRead): boolean | Promise<boolean> {
    if (!isOpen()) return false;
    try {
      bytes ??= stage();
      take(read, bytes);
      // Waiting for nothing takes as long as half a frame.
      return debt.isOwed()
        ? debt
            .pay(inner)
            .then(() => settled(read))
            .catch(failed)
        : settled(read);
    } catch (error) {
      return failed(error);
    }
  }

  return {
    // Not `async`: a function that waits leaves twice as much behind, for each read.
    read() {
      if (!isOpen()) return OVER;
      try {
        bytes ??= stage();
        return body.read().then(taken, failed);
      } catch (error) {
        return Promise.resolve(failed(error));
      }
    },
    cancel() {
      if (!isOpen()) return;
      isCancelled = true;
      // A usage that is being counted comes with the stream's own end.
      if (!debt.isOwed()) {
        try {
          bytes ??= stage();
          bytes.stop({ stop: "caller" });
        } catch (error) {
          broken(error);
        }
        if (debt.isOwed()) close().catch(broken);
        else inner.end();
      }
      body.cancel();
    },
    receipt: () => debt.receipt(),
  };
}

/** A streamed reply as a stream of chunks. What its adapter or its reader throws ends it as a fault. */
export function openStream(mode: Mode, open: Open): ChunkStream {
  return { head: open.head, start: (sink) => pump(mode, open, sink) };
}

/** An answer that is there already, as chunks. */
interface ThereAlready {
  readonly chunks: readonly JsonObject[];
  receipt?: (() => Billed | Promise<Billed>) | undefined;
}

/** Chunks that are already there, as a stream. */
export function chunkStream(head: ReplyHead, { chunks, receipt }: ThereAlready): ChunkStream {
  return {
    head,
    start(sink) {
      let over = false;
      return {
        async read() {
          if (over) return false;
          over = true;
          for (const chunk of chunks) sink.chunk(chunk);
          sink.end();
          return false;
        },
        cancel() {
          over = true;
        },
        receipt: async () => (await receipt?.()) ?? unbilled("this answer has no price"),
      };
    },
  };
}
