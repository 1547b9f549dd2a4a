import type { AlikeAnswer } from "./alike-answers.ts";
import type { Billed } from "./billed.ts";
import type { Fault } from "./fault.ts";
import type { JsonObject } from "./json/index.ts";
import type { Loss } from "./loss.ts";
import type { ReplyHead } from "./reply.ts";
import type { Sink } from "./transducer.ts";

/** A sink that also takes the bytes of a relayed stream, as they came. */
export interface StreamSink extends Sink {
  bytes?(bytes: Uint8Array): void;
}

/** A running stream: nothing happens but in `read`, so that the reader sets the pace. */
export interface Pump {
  /** Takes one piece of the body and pushes what it makes into the sink; false when the stream is over. */
  read(): Promise<boolean>;
  /** The reader goes away: what is owed is emitted, the connection is closed. */
  cancel(): void;
  /** What the stream has cost, once it is over; reckoned, and counted where it takes that, only when asked. */
  receipt(): Promise<Billed>;
}

/** A streamed answer whose head is there. To be started once. */
export interface ChunkStream {
  readonly head: ReplyHead;
  start(sink: StreamSink): Pump;
}

/** What came of a call; never a rejection. */
export type Outcome =
  | {
      readonly outcome: "value";
      readonly value: JsonObject;
      readonly head?: ReplyHead;
      readonly losses: readonly Loss[];
      /** What the value differs in from those that are like it, where it is known to be like any. */
      readonly alike?: AlikeAnswer;
      /** What the call has cost, reckoned only when asked, and at once where prices are there; absent where nobody knows them. */
      receipt?(): Billed | Promise<Billed>;
    }
  | { readonly outcome: "stream"; readonly stream: ChunkStream; readonly losses: readonly Loss[] }
  | { readonly outcome: "fault"; readonly fault: Fault; readonly losses: readonly Loss[] };
