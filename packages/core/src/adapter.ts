import type { Call, Connection } from "./call.ts";
import type { Fault } from "./fault.ts";
import type { FrameKind, FrameOf } from "./frames/index.ts";
import type { Held, Json, JsonObject, Num, Place } from "./json/index.ts";
import type { Loss } from "./loss.ts";
import type { Given, Needs } from "./need.ts";
import type { Failed, Reply, ReplyHead } from "./reply.ts";
import type { RouteName } from "./routes/index.ts";
import type { Send, Step } from "./step.ts";
import type { Sink, Transducer } from "./transducer.ts";

/** A stream re-printed chunk by chunk: how its bytes are framed, and the stage that makes chunks of frames. */
export interface Transduce<K extends FrameKind = FrameKind> {
  readonly stream: "transduce";
  readonly frames: K;
  open(sink: Sink): Transducer<FrameOf<K>>;
}

/**
 * A stream whose bytes are the answer. Who takes bytes gets them as they come, and the tap reads usage as they pass; who
 * does not gets the events that `open` makes of them.
 */
export interface Relay<K extends FrameKind = FrameKind> {
  readonly stream: "relay";
  readonly frames: K;
  tap(sink: Omit<Sink, "chunk">): Transducer<FrameOf<K>>;
  open(sink: Sink): Transducer<FrameOf<K>>;
}

/** A whole answer, given as chunks. */
export interface Whole {
  readonly stream: "whole";
  /** Whether the chunks tell what the answer costs. */
  readonly tellsCost?: boolean;
  /** The chunks; `cost` is the answer's price in US dollars, where it is asked for and known. */
  chunks(value: JsonObject, cost?: number | Num): readonly JsonObject[];
}

export type StreamMode =
  | { readonly [K in FrameKind]: Transduce<K> }[FrameKind]
  | { readonly [K in FrameKind]: Relay<K> }[FrameKind]
  | Whole;

/** Optional parameters as a model takes them, or its refusal. */
export type Mapped = { readonly value: JsonObject; readonly losses: readonly Loss[] } | { readonly fault: Fault };

/**
 * Calls that differ from one in texts alone: what a user, an assistant or the system says, each turn a text and nothing else, and
 * other texts where both have one. A turn of the system's is in all of them or in none.
 */
export interface Repeat<R extends RouteName = RouteName, S extends Json = Json> {
  /** What `prepare` gives for such a call; undefined where it has to be asked. `printed` are its turns as compact JSON, where they are known. */
  step(call: Call<R>, printed?: string): Send<S> | undefined;
}

/** Where whole replies to calls that are alike may differ, whatever text or number stands there, and are answered alike. */
export interface FreePlace<R extends RouteName = RouteName> extends Place {
  /** A text as the answer has it, the same unless told; undefined for one that has to be read. */
  told?(text: string, call: Call<R>): string | undefined;
}

/** What an answer tells that its reply does not: counts at these places, as many as the reply has, added up, or what the call alone decides. */
export type Reckoned<R extends RouteName = RouteName> =
  | { readonly is: "sum"; readonly of: readonly string[] }
  | { readonly is: "call"; told(call: Call<R>): Held };

/** One provider on one route, as five pure members and the data that describe where it is reached and what it takes. */
export interface Adapter<R extends RouteName = RouteName, N extends Needs = Needs, S extends Json = Json> {
  readonly route: R;
  /** LiteLLM's slug. */
  readonly provider: string;
  readonly connection: Connection;
  /** Which of the provider's models are this adapter's, where it has several; all unless told. */
  serves?(model: string): boolean;
  /** Whether a request that failed in transit or by a transient status is sent again, as the SDK LiteLLM uses for this wire does. */
  readonly resends: boolean;
  /** The route's optional parameters this model takes, in LiteLLM's order; with those it would take were its name the hint. */
  supported(model: string, hint?: string): readonly string[];
  /** The optional parameters as the model takes them, for a bridge that says them in another route's words; as they are unless told. */
  mapped?(asked: Pick<Call<R>, "model" | "policy"> & { readonly params: JsonObject }): Mapped;
  /** What the host must supply before `prepare` can run. Data, not calls. */
  needs(call: Call<R>): N;
  /** The call as one HTTP exchange; or its answer, or its refusal, without one. */
  prepare(call: Call<R>, given: Given<N>): Step<S>;
  /** How calls like one are prepared from that call's step; absent, or nothing, where each is prepared from its beginning. */
  repeat?(step: Send<S>, like: Call<R>): Repeat<R, S> | undefined;
  /** Where replies may differ and be answered alike; absent where each is read. */
  readonly free?: readonly FreePlace<R>[];
  /** What such answers tell beside what stands there; nothing unless told. */
  readonly reckoned?: readonly Reckoned<R>[];
  /** A whole reply whose status says success as the public shape; or the next exchange when the provider answers later. */
  parse(reply: Reply, exchange: Exchange<R, N, S>): Step<S>;
  /** How a streamed reply becomes chunks, chosen when its head is there. */
  stream?(head: ReplyHead, exchange: Exchange<R, N, S>): StreamMode;
  /** A reply of any other status or a broken transport: normally a failure; a repaired resend where LiteLLM repairs. */
  fault(failed: Failed, exchange: Exchange<R, N, S>): Step<S>;
}

/** What a reply answers: the call, what it was given, and the state its `send` carried. */
export interface Exchange<R extends RouteName = RouteName, N extends Needs = Needs, S extends Json = Json> {
  readonly call: Call<R>;
  readonly given: Given<N>;
  readonly state?: S;
}
