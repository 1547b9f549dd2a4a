import type { StreamMode } from "../adapter.ts";
import type { Billed } from "../billed.ts";
import { gatheredBytes } from "../bytes/gathered-bytes.ts";
import type { Fault } from "../fault.ts";
import type { JsonObject } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import { gate, type Mask, stages } from "../open-stream.ts";
import type { TransportFailure } from "../reply.ts";
import type { Billable, PendingUsage, Sink, StopReason, Usage } from "../transducer.ts";
import type { EmbedSend } from "./embed-send.ts";

/** A streamed answer, pushed by whoever reads it. */
export interface EmbedStream {
  /** Takes bytes, cut anywhere, and gives the chunks they complete. */
  push(bytes: Uint8Array): readonly JsonObject[];
  /** The provider finished. */
  end(): readonly JsonObject[];
  /** The caller went away or the connection broke: what is owed still comes. */
  stop(reason: StopReason): readonly JsonObject[];
  /** Why the stream failed; undefined while it has not. Nothing that is pushed after it is read. */
  readonly fault: Fault | undefined;
  readonly usage: Usage | undefined;
  readonly losses: readonly Loss[];
  /** The same call in another form, where the provider's refusal asks for one. */
  readonly again: EmbedSend | undefined;
  /** Whether the provider's bytes are themselves the answer, to be passed on as they come. */
  readonly isRelay: boolean;
}

interface Collected {
  readonly sink: Sink;
  take(): readonly JsonObject[];
  readonly fault: Fault | undefined;
  readonly usage: Usage | undefined;
  readonly losses: readonly Loss[];
}

function collector(before: readonly Loss[]): Collected {
  const losses: Loss[] = [...before];
  let chunks: JsonObject[] = [];
  let fault: Fault | undefined;
  let usage: Usage | undefined;
  return {
    sink: {
      chunk: (chunk) => void chunks.push(chunk),
      usage: (found) => {
        usage = found;
      },
      loss: (loss) => void losses.push(loss),
      fault: (found) => {
        fault = found;
      },
      end: () => undefined,
    },
    take() {
      const taken = chunks;
      chunks = [];
      return taken;
    },
    get fault() {
      return fault;
    },
    get usage() {
      return usage;
    },
    losses,
  };
}

interface Pushed {
  readonly losses: readonly Loss[];
  readonly mask: Mask;
  /** What an answer costs; absent where no model facts were given. */
  readonly price?: ((answer: Billable) => Billed) | undefined;
}

/** Settles a usage at once: with its price where that can be told, without what would have to be counted. */
function settledNow(sink: Pick<Sink, "loss">, price: Pushed["price"]): (usage: PendingUsage) => void {
  const lose = (pointer: string, reason: string): void => sink.loss({ pointer, action: "dropped", reason });
  return (usage) => {
    const isMissing = usage.prompt || usage.completion !== undefined || usage.reasoning !== undefined;
    if (!usage.isTold || isMissing) {
      if (usage.isTold) lose("/usage", "the provider told no usage, and without a host nobody counts tokens");
      usage.forgo();
      return;
    }
    if (price === undefined) lose("/usage/cost", "no model facts were given, and without a host nobody brings them");
    const bill = price?.(usage.billable({}));
    usage.settle({}, bill?.billed === true ? bill.receipt.litellm : undefined);
  };
}

/** A stream whose chunks come as its bytes do. */
export function pushedStream(
  mode: Exclude<StreamMode, { readonly stream: "whole" }>,
  { losses: before, mask, price }: Pushed,
): EmbedStream {
  const collected = collector(before);
  const bytes = stages(mode, gate(collected.sink, { mask, pending: settledNow(collected.sink, price) }).sink);
  return {
    push(piece) {
      bytes.push(piece);
      return collected.take();
    },
    end() {
      bytes.end();
      return collected.take();
    },
    stop(reason) {
      bytes.stop(reason);
      return collected.take();
    },
    get fault() {
      return collected.fault;
    },
    get usage() {
      return collected.usage;
    },
    losses: collected.losses,
    again: undefined,
    isRelay: mode.stream === "relay",
  };
}

/** What a buffered answer turned out to be. */
export interface Settled {
  readonly chunks: readonly JsonObject[];
  readonly fault?: Fault;
  readonly again?: EmbedSend;
  readonly losses: readonly Loss[];
}

/** What becomes of a buffered answer, when it is whole, when it is longer than it is read, or when it broke off. */
interface Ends {
  end(body: Uint8Array): Settled;
  over(body: Uint8Array): Settled;
  stop(failure: TransportFailure): Settled;
}

const GONE: TransportFailure = { kind: "aborted", message: "the caller went away" };

/** A stream whose chunks come at its end, made of the whole answer, which is read until it has more than so many bytes. */
export function bufferedStream(ends: Ends, limit: number): EmbedStream {
  let held = gatheredBytes();
  let settled: Settled | undefined;
  const settle = (make: () => Settled): readonly JsonObject[] => {
    if (settled !== undefined) return [];
    settled = make();
    held = gatheredBytes();
    return settled.chunks;
  };
  return {
    push(piece) {
      if (settled !== undefined) return [];
      held.push(piece);
      return held.size <= limit ? [] : settle(() => ends.over(held.joined()));
    },
    end: () => settle(() => ends.end(held.joined())),
    stop: (reason) => settle(() => ends.stop(reason.stop === "transport" ? reason.failure : GONE)),
    get fault() {
      return settled?.fault;
    },
    usage: undefined,
    get losses() {
      return settled?.losses ?? [];
    },
    get again() {
      return settled?.again;
    },
    isRelay: false,
  };
}
