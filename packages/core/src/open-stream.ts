import type { StreamMode } from "./adapter.ts";
import type { Call } from "./call.ts";
import { thrownFault } from "./fault.ts";
import { decoder } from "./frames/index.ts";
import type { BodyReader } from "./host.ts";
import type { JsonObject } from "./json/index.ts";
import type { ChunkStream, Pump, StreamSink } from "./outcome.ts";
import type { ReplyHead } from "./reply.ts";
import type { Sink, Transducer } from "./transducer.ts";

type Mode = Exclude<StreamMode, { stream: "whole" }>;

interface Gate {
  readonly sink: Sink;
  readonly isOver: () => boolean;
}

/** Lets nothing through after a fault or the end, so that no wire can talk on. */
export function gate(sink: Sink): Gate {
  let over = false;
  return {
    isOver: () => over,
    sink: {
      chunk: (chunk) => {
        if (!over) sink.chunk(chunk);
      },
      usage: (usage) => {
        if (!over) sink.usage(usage);
      },
      loss: (loss) => {
        if (!over) sink.loss(loss);
      },
      fault: (fault) => {
        if (over) return;
        over = true;
        sink.fault(fault);
      },
      end: () => {
        if (over) return;
        over = true;
        sink.end();
      },
    },
  };
}

/** From bytes to the sink: the framing a mode names, then the mode's own stage. */
export function stages(mode: Mode, sink: Sink): Transducer<Uint8Array> {
  switch (mode.frames) {
    case "sse":
      return decoder("sse", mode.stream === "relay" ? mode.tap(sink) : mode.open(sink));
    case "sse-lines":
      return decoder("sse-lines", mode.stream === "relay" ? mode.tap(sink) : mode.open(sink));
  }
}

/** A streamed reply, and whose it is. */
interface Open {
  readonly head: ReplyHead;
  readonly body: BodyReader;
  readonly call: Pick<Call, "provider" | "model">;
}

function pump(mode: Mode, { body, call: { provider, model } }: Open, sink: StreamSink): Pump {
  const { sink: inner, isOver } = gate(sink);
  let bytes: Transducer<Uint8Array> | undefined;

  function broken(error: unknown): void {
    body.cancel();
    inner.fault(thrownFault(error, { provider, model }));
  }

  async function read(): Promise<void> {
    bytes ??= stages(mode, inner);
    const read = await body.read();
    if (isOver()) return;
    if (read.read === "bytes") {
      if (mode.stream === "relay") sink.bytes?.(read.bytes);
      bytes.push(read.bytes);
      if (isOver()) body.cancel();
    } else if (read.read === "end") {
      bytes.end();
    } else {
      bytes.stop({ stop: "transport", failure: read.failure });
    }
  }

  return {
    async read() {
      if (!isOver()) await read().catch(broken);
      return !isOver();
    },
    cancel() {
      if (isOver()) return;
      try {
        bytes ??= stages(mode, inner);
        bytes.stop({ stop: "caller" });
      } catch (error) {
        broken(error);
      }
      inner.end();
      body.cancel();
    },
  };
}

/** A streamed reply as a stream of chunks. What its adapter or its reader throws ends it as a fault. */
export function openStream(mode: Mode, open: Open): ChunkStream {
  return { head: open.head, start: (sink) => pump(mode, open, sink) };
}

/** Chunks that are already there, as a stream. */
export function chunkStream(head: ReplyHead, chunks: readonly JsonObject[]): ChunkStream {
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
      };
    },
  };
}
