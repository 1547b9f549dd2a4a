import { type Price, unbilled } from "../billed.ts";
import { streamUsage } from "../chat/stream-usage.ts";
import { NO_USAGE } from "../chat/stream-usage-total.ts";
import type { Host, Signal } from "../host.ts";
import { numeric } from "../json/index.ts";
import type { ChunkStream, Outcome } from "../outcome.ts";
import type { CountUsage } from "../stream-debt.ts";
import type { Sink } from "../transducer.ts";
import type { Answer, Answering, OwedUsage } from "./front.ts";

interface Counting {
  readonly price: Price | undefined;
  readonly count: CountUsage["count"];
}

interface Context extends Counting {
  readonly host: Host;
  readonly signal: Signal | undefined;
}

/** Ends a stream with the usage it owes; what cannot be counted is a loss. */
async function tellUsage(
  { head, model, text }: OwedUsage,
  { price, count, sink }: Counting & { readonly sink: Pick<Sink, "chunk" | "loss"> },
): Promise<void> {
  const found = await count({ model, isTold: true, prompt: true, completion: text });
  if (!found.counted) return sink.loss({ pointer: "/usage", action: "dropped", reason: found.reason });
  const known = { counts: found.counts, isPlainText: true };
  const chunk = { ...head, choices: [{ index: 0, delta: {} }] };
  const bill = await price?.({ response: { ...chunk, usage: streamUsage(NO_USAGE, known) } });
  const cost = bill?.billed === true ? numeric(bill.receipt.litellm) : undefined;
  sink.chunk({ ...chunk, usage: streamUsage(NO_USAGE, { ...known, cost }) });
}

/** Chunks that nobody has to be asked for, as a stream: one a read. */
function streamOf({ chunks, fault, owed }: Extract<Answer, { answer: "chunks" }>, counting: Counting): ChunkStream {
  return {
    head: { status: 200, headers: [] },
    start(sink) {
      const left = chunks[Symbol.iterator]();
      let isOver = false;
      return {
        async read() {
          if (isOver) return false;
          const next = left.next();
          if (next.done !== true) {
            sink.chunk(next.value);
            return true;
          }
          isOver = true;
          if (fault !== undefined) sink.fault(fault);
          else {
            if (owed !== undefined) await tellUsage(owed, { ...counting, sink });
            sink.end();
          }
          return false;
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
  { host, signal, price, count }: Context,
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
      return { outcome: "stream", stream: streamOf(given, { price, count }), losses };
  }
}
