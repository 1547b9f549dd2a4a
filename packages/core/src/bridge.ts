import type { Adapter, StreamMode } from "./adapter.ts";
import type { Call } from "./call.ts";
import type { Kwargs, World } from "./client/front.ts";
import type { Fault } from "./fault.ts";
import type { Json, JsonObject } from "./json/index.ts";
import type { Loss } from "./loss.ts";
import type { Needs } from "./need.ts";
import type { RouteName } from "./routes/index.ts";
import type { CountedAnswer, Done, Fail, Step } from "./step.ts";
import type { Sink, Transducer } from "./transducer.ts";

/** Whose words the caller speaks, over whose the call is made. */
export type BridgeName = `${RouteName}-over-${RouteName}`;

/** What a way back may look at besides the answer: the seed of the call's ids, and its Unix time in seconds. */
export type Moment = Pick<Call, "id" | "now">;

/** Where a stream of the other route goes. */
export interface BackStage extends Sink {
  /** The caller went away: what is owed is still told. Without it, the other route's own `end` or `fault` has to do. */
  abort?(): void;
}

/** An answer's way back into the caller's route. */
export interface WayBack {
  /** A whole answer. */
  value(value: JsonObject): Done | Fail;
  /** A stream's stage: takes the other route's chunks, gives the caller's. */
  open(sink: Sink): BackStage;
  /** A failure as the caller's route tells it; as it is unless told. */
  fault?(fault: Fault): Fault;
}

/** A call in the other route's words, and the way back of its answer. */
export interface Crossing {
  readonly cross: "call";
  readonly kwargs: Kwargs;
  readonly losses: readonly Loss[];
  /** The arguments whose messages are counted for a stream without usage, where they are not these. */
  readonly counted?: Kwargs;
  back(moment: Moment): WayBack;
  /** Where in the caller's arguments a place in the crossed ones comes from; as it is unless told. */
  origin?(pointer: string): string;
  /** The refusal of the other route's front as the caller's route tells it; as it is unless told. */
  refused?(fault: Fault): Fault;
}

/** A call that cannot be said in the other route's words. */
export interface Impassable {
  readonly cross: "refused";
  readonly fault: Fault;
}

/** A route served by another one: it knows these two and no provider, so that every adapter of the one has the other for nothing. */
export interface Bridge {
  readonly name: BridgeName;
  /** The caller's arguments, credentials already slots, as arguments of the other route's function. */
  cross(kwargs: Kwargs, world: World): Crossing | Impassable;
  /** The messages of the crossed arguments, where the caller's are texts alone; absent, or undefined, where they have to cross. */
  texts?(kwargs: Kwargs): readonly JsonObject[] | undefined;
}

/** A way back with its failures told as the caller's route tells them. */
export function faultOf({ fault: told }: WayBack, fault: Fault): Fault {
  return told?.(fault) ?? fault;
}

/** A stage whose failures are told as the caller's route tells them. */
export function openBack(way: WayBack, sink: Sink): BackStage {
  return way.open({ ...sink, fault: (fault) => sink.fault(faultOf(way, fault)) });
}

/** Chunks in the caller's route, each made as it is taken. */
export function* chunksBack(way: WayBack, chunks: Iterable<JsonObject>): Generator<JsonObject> {
  const crossed: JsonObject[] = [];
  const ignored = (): void => undefined;
  const sink = openBack(way, {
    chunk: (chunk) => void crossed.push(chunk),
    usage: ignored,
    loss: ignored,
    fault: ignored,
    end: ignored,
  });
  for (const chunk of chunks) {
    sink.chunk(chunk);
    yield* crossed.splice(0);
  }
  sink.end();
  yield* crossed;
}

/** The other route's stage before the way back, which hears of it when the caller goes away. */
function staged<F>(stage: BackStage, open: (sink: Sink) => Transducer<F>): Transducer<F> {
  const inner = open(stage);
  return {
    ...inner,
    stop(reason) {
      inner.stop(reason);
      if (reason.stop === "caller") stage.abort?.();
    },
  };
}

function withLosses<S extends Step>(step: S, before: readonly Loss[] | undefined): S {
  return before === undefined ? step : { ...step, losses: [...before, ...(step.losses ?? [])] };
}

/** Losses as they stand in the caller's arguments. */
export function lossesBack(losses: readonly Loss[], { origin }: Pick<Crossing, "origin">): readonly Loss[] {
  return origin === undefined ? losses : losses.map((loss) => ({ ...loss, pointer: origin(loss.pointer) }));
}

/** An adapter whose losses are told where they stand in the caller's arguments. */
export function adapterTelling<R extends RouteName>(
  adapter: Adapter<R>,
  origin: (pointer: string) => string,
): Adapter<R> {
  const told = <S extends Json>(step: Step<S>): Step<S> =>
    step.losses === undefined ? step : { ...step, losses: lossesBack(step.losses, { origin }) };
  return {
    ...adapter,
    prepare: (call, given) => told(adapter.prepare(call, given)),
    parse: (reply, exchange) => told(adapter.parse(reply, exchange)),
    fault: (failed, exchange) => told(adapter.fault(failed, exchange)),
  } satisfies Adapter<R, Needs>;
}

/** What is billed is the other route's answer, whatever the caller's makes of it. */
function billed(crossed: Done | Fail, { value, billed = value }: Pick<Done, "value" | "billed">): Done | Fail {
  return crossed.step === "done" ? { ...crossed, billed } : crossed;
}

/** A whole answer in the caller's route, its reasoning still to be counted where it was. */
function doneBack(step: Done, way: WayBack): Done | Fail {
  const { losses, uncounted } = step;
  const crossed = billed(way.value(step.value), step);
  if (uncounted === undefined || crossed.step === "fail") return withLosses(crossed, losses);
  const settle = (tokens: number): CountedAnswer => {
    const counted = uncounted.settle(tokens);
    const back = billed(way.value(counted.value), counted);
    return back.step === "done" ? back : crossed;
  };
  return withLosses({ ...crossed, uncounted: { ...uncounted, settle } }, losses);
}

/** An adapter whose answers come back over a bridge; its plans name the bridge. */
export function bridgedAdapter<R extends RouteName>(
  served: Adapter<R>,
  { name, back, origin }: Pick<Crossing, "back" | "origin"> & { readonly name: BridgeName },
): Adapter<R> {
  // What a bridge makes of an answer is reckoned.
  const { free: _free, reckoned: _told, ...adapter } = origin === undefined ? served : adapterTelling(served, origin);
  const { stream } = adapter;

  function crossed<S extends Json>(step: Step<S>, call: Call<R>, isWhole: boolean): Step<S> {
    switch (step.step) {
      case "send":
        return { ...step, plan: { ...step.plan, bridges: [name, ...(step.plan.bridges ?? [])] } };
      case "done":
        return isWhole ? doneBack(step, back(call)) : step;
      case "fail":
        return { ...step, fault: faultOf(back(call), step.fault) };
    }
  }

  function crossedMode(mode: StreamMode, call: Call<R>): StreamMode {
    const way = back(call);
    if (mode.stream === "whole")
      return { ...mode, chunks: (value, cost) => [...chunksBack(way, mode.chunks(value, cost))] };
    if (mode.frames === "sse")
      return { stream: "transduce", frames: "sse", open: (sink) => staged(openBack(way, sink), mode.open) };
    return { stream: "transduce", frames: "sse-lines", open: (sink) => staged(openBack(way, sink), mode.open) };
  }

  return {
    ...adapter,
    prepare: (call, given) => crossed(adapter.prepare(call, given), call, true),
    // What is to be streamed is still to be made chunks of, in its own route.
    parse: (reply, exchange) =>
      crossed(adapter.parse(reply, exchange), exchange.call, !exchange.call.stream || stream === undefined),
    fault: (failed, exchange) => crossed(adapter.fault(failed, exchange), exchange.call, true),
    ...(stream !== undefined && {
      stream: (head, exchange) => crossedMode(stream.call(adapter, head, exchange), exchange.call),
    }),
  } satisfies Adapter<R, Needs>;
}
