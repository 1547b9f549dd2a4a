import type { Fault } from "./fault.ts";
import type { JsonObject } from "./json/index.ts";
import type { Loss } from "./loss.ts";
import type { TransportFailure } from "./reply.ts";

/** Token usage in the route's dialect, with where it came from. */
export interface Usage {
  readonly origin: "reported" | "derived" | "estimated";
  readonly value: JsonObject;
}

/** Where a stream's output goes: one object for the whole stream. After `fault` or `end` nothing more comes. */
export interface Sink<C = JsonObject> {
  chunk(chunk: C): void;
  usage(usage: Usage): void;
  loss(loss: Loss): void;
  fault(fault: Fault): void;
  end(): void;
}

/** Why a stream is cut from outside: the caller went away, or the transport broke. */
export type StopReason =
  | { readonly stop: "caller" }
  | { readonly stop: "transport"; readonly failure: TransportFailure };

/**
 * A synchronous stage of a stream. `end`: upstream finished, with the bytes that belonged to no frame (bounded, as text);
 * `stop`: it was cut, and what is owed is still emitted.
 */
export interface Transducer<F> {
  push(frame: F): void;
  end(stray?: string): void;
  stop(reason: StopReason): void;
}
