import type { StreamMode } from "./adapter.ts";
import { decoder } from "./frames/index.ts";
import type { BodyReader } from "./host.ts";
import type { JsonObject } from "./json/index.ts";
import type { ChunkStream, Pump, StreamSink } from "./outcome.ts";
import type { ReplyHead } from "./reply.ts";
import type { Sink, Transducer } from "./transducer.ts";

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
export function stages(mode: Exclude<StreamMode, { stream: "whole" }>, sink: Sink): Transducer<Uint8Array> {
  switch (mode.frames) {
    case "sse":
      return decoder("sse", mode.stream === "relay" ? mode.tap(sink) : mode.open(sink));
    case "sse-lines":
      return decoder("sse-lines", mode.stream === "relay" ? mode.tap(sink) : mode.open(sink));
  }
}

function pump(body: BodyReader, sink: StreamSink, mode: Exclude<StreamMode, { stream: "whole" }>): Pump {
  const { sink: inner, isOver } = gate(sink);
  const bytes = stages(mode, inner);
  return {
    async read() {
      if (isOver()) return false;
      const read = await body.read();
      if (isOver()) return false;
      if (read.read === "bytes") {
        if (mode.stream === "relay") sink.bytes?.(read.bytes);
        bytes.push(read.bytes);
      } else if (read.read === "end") {
        bytes.end();
      } else {
        bytes.stop({ stop: "transport", failure: read.failure });
      }
      if (read.read === "bytes" && isOver()) body.cancel();
      return !isOver();
    },
    cancel() {
      if (isOver()) return;
      bytes.stop({ stop: "caller" });
      inner.end();
      body.cancel();
    },
  };
}

/** A streamed reply as a stream of chunks. */
export function openStream(
  mode: Exclude<StreamMode, { stream: "whole" }>,
  head: ReplyHead,
  body: BodyReader,
): ChunkStream {
  return { head, start: (sink) => pump(body, sink, mode) };
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
