import type { Fault } from "../fault.ts";
import type { Host, Signal } from "../host.ts";
import type { JsonObject } from "../json/index.ts";
import type { ChunkStream, Outcome } from "../outcome.ts";
import type { Answering } from "./front.ts";

interface Context {
  readonly host: Host;
  readonly signal: Signal | undefined;
}

/** Chunks that are there already, as a stream: one a read. */
function streamOf(chunks: readonly JsonObject[], fault: Fault | undefined): ChunkStream {
  return {
    head: { status: 200, headers: [] },
    start(sink) {
      let next = 0;
      let isOver = false;
      return {
        async read() {
          const chunk = chunks[next++];
          if (isOver) return false;
          if (chunk !== undefined) sink.chunk(chunk);
          isOver = next >= chunks.length;
          if (isOver && fault !== undefined) sink.fault(fault);
          if (isOver && fault === undefined) sink.end();
          return !isOver;
        },
        cancel() {
          isOver = true;
        },
      };
    },
  };
}

/** The outcome of a call that asks for no provider. */
export async function answered({ answer, afterMs, losses }: Answering, { host, signal }: Context): Promise<Outcome> {
  if (afterMs > 0) await host.wait(afterMs, signal);
  const given = answer({ id: host.id(), now: Math.floor(host.now() / 1000) });
  switch (given.answer) {
    case "value":
      return { outcome: "value", value: given.value, losses };
    case "fault":
      return { outcome: "fault", fault: given.fault, losses };
    case "chunks":
      return { outcome: "stream", stream: streamOf(given.chunks, given.fault), losses };
  }
}
