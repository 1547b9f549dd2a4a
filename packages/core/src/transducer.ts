import type { Likeness } from "./again.ts";
import type { Fault } from "./fault.ts";
import type { JsonObject, Num } from "./json/index.ts";
import type { Loss } from "./loss.ts";
import type { TransportFailure } from "./reply.ts";

/** Token usage in the route's dialect, with where it came from. */
export interface Usage {
  readonly origin: "reported" | "derived" | "estimated";
  readonly value: JsonObject;
}

/** Tokens counted for a stream whose provider did not tell them. */
export interface TokenCounts {
  readonly prompt?: number;
  readonly completion?: number;
  readonly reasoning?: number;
}

/** What has to be counted before a stream can end: the caller's prompt, and the texts that were streamed. */
export interface Uncounted {
  /** The model whose tokenizer counts. */
  readonly model: string;
  /** Whether the caller is told the usage, in a last chunk. */
  readonly isTold: boolean;
  /** Whether the prompt is to be counted. */
  readonly prompt: boolean;
  readonly completion?: string;
  readonly reasoning?: string;
}

/** An answer as far as its price goes. */
export interface Billable {
  /** The route's whole answer: of a stream, its model, what it said, and its usage. */
  readonly response: JsonObject;
  /** The model the provider says answered, where the answer names another. */
  readonly answeredBy?: string;
}

/**
 * Usage that has to be counted or priced. Whoever does calls `settle` once, or `forgo` if nothing can count; only then come
 * the last chunk, the usage, and `end` or `fault`.
 */
export interface PendingUsage extends Uncounted {
  /** With what was counted, and the price in US dollars, where one is told. */
  settle(counts: TokenCounts, cost?: number | Num): void;
  /** The stream ends without a usage that was never told. */
  forgo(): void;
  /** What has been answered, with these counts in place of what was not told. */
  billable(counts: TokenCounts): Billable;
}

/** What came of counting, or why nothing could. */
export type CountedUsage =
  | { readonly counted: true; readonly counts: TokenCounts }
  | { readonly counted: false; readonly reason: string };

/** Where a stream's output goes: one object for the whole stream. After `fault` or `end` nothing more comes. */
export interface Sink<C = JsonObject> {
  chunk(chunk: C): void;
  /** The last chunk that came whole, once more for each of some texts, none of which is empty. A sink without it gets whole chunks only. */
  again?: ((texts: readonly string[], likeness: Likeness) => void) | undefined;
  usage(usage: Usage): void;
  loss(loss: Loss): void;
  fault(fault: Fault): void;
  end(): void;
  /** Takes counts and prices upon itself. A sink without it gets no usage where the provider told none, and no price. */
  pending?(usage: PendingUsage): void;
}

/** Why a stream is cut from outside: the caller went away, or the transport broke. */
export type StopReason =
  | { readonly stop: "caller" }
  | { readonly stop: "transport"; readonly failure: TransportFailure };

/** What stands around the text in which the frames of a stream differ. */
export interface FrameShape {
  readonly before: string;
  readonly after: string;
}

/** Takes frames that differ from one in a text alone, without their being cut out one by one. */
export interface Runs {
  /** The shape of the last frame, if the next may be of the same; the same object as long as it is the same shape. */
  shape(): FrameShape | undefined;
  /** Takes what stands within frames of that shape, as it came, and tells how many it took: the next is to be pushed as it is. */
  take(within: readonly string[]): number;
}

/**
 * A synchronous stage of a stream. `end`: upstream finished, with the bytes that belonged to no frame (bounded, as text);
 * `stop`: it was cut, and what is owed is still emitted.
 */
export interface Transducer<F> {
  push(frame: F): void;
  end(stray?: string): void;
  stop(reason: StopReason): void;
  readonly runs?: Runs;
}
