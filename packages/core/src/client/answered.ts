import { type Price, unbilled } from "../billed.ts";
import type { Fault } from "../fault.ts";
import type { Host, Signal } from "../host.ts";
import type { JsonObject } from "../json/index.ts";
import type { ChunkStream, Outcome } from "../outcome.ts";
import type { Answering } from "./front.ts";

interface Context {
  readonly host: Host;
  readonly signal: Signal | undefined;
  readonly price: Price | undefined;
}

/** Chunks that nobody has to be asked for, as a stream: one a read. */
function streamOf(chunks: Iterable<JsonObject>, fault: Fault | undefined): ChunkStream {
  return {
    head: { status: 200, headers: [] },
    start(sink) {
      const left = chunks[Symbol.iterator]();
      let isOver = false;
      return {
        async read() {
          if (isOver) return false;
          const next = left.next();
          isOver = next.done === true;
          if (next.done !== true) sink.chunk(next.value);
          else if (fault === undefined) sink.end();
          else sink.fault(fault);
          return !isOver;
        },
        cancel() {
          isOver = true;
        },
        receipt: async () => unbilled("an answer without a provider has no price"),
      };
    },
  };
}

/** The outcome of a call that asks for no provider. */
export async function answered(
  { answer, afterMs, losses }: Answering,
  { host, signal, price }: Context,
): Promise<Outcome> {
  if (afterMs > 0) await host.wait(afterMs, signal);
  const given = answer({ id: host.id(), now: Math.floor(host.now() / 1000) });
  switch (given.answer) {
    case "value":
      return {
        outcome: "value",
        value: given.value,
        losses,
        ...(price && { receipt: () => price({ response: given.value }) }),
      };
    case "fault":
      return { outcome: "fault", fault: given.fault, losses };
    case "chunks":
      return { outcome: "stream", stream: streamOf(given.chunks, given.fault), losses };
  }
}
