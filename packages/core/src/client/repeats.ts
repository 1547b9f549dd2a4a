import type { Adapter, Repeat } from "../adapter.ts";
import { alikeAnswers } from "../alike-answers.ts";
import type { Begun } from "../begun.ts";
import type { Bridge } from "../bridge.ts";
import type { Call } from "../call.ts";
import type { Host } from "../host.ts";
import type { JsonObject } from "../json/index.ts";
import type { RouteInput, RouteName } from "../routes/index.ts";
import type { RunOptions } from "../run-job.ts";
import { supplyOwn } from "../supply.ts";
import { type Alike, alike, modelOf } from "./alike.ts";
import { type Sources, wrapKwargs } from "./connect.ts";
import type { Front, Reading, World } from "./front.ts";
import { makeCall } from "./make-call.ts";

/** Keys that are known at the most, since callers choose arguments. */
const MOST = 1000;

/** A call as it was read. */
export interface ReadCall<R extends RouteName> {
  readonly reading: Reading<R>;
  readonly call: Call<R>;
  /** Where it begins. Absent: it is made from its beginning. */
  readonly begun?: Begun<R>;
}

type Performing<T> = <R extends RouteName>(read: ReadCall<R>) => T;

/** A call that is settled but for what it says. */
interface Settled {
  perform<T>(asked: Alike, performing: Performing<T>): T | undefined;
}

/** What is known of a call beside its arguments. */
type Known = Pick<RunOptions, "alike" | "printed">;

/** Calls that were seen, by all their arguments but their texts. */
export interface Repeats {
  /** What a call is known by; undefined for one that is read anew each time. */
  asked<R extends RouteName>(front: Front<R>, kwargs: Alike["kwargs"], options: Known): Alike | undefined;
  /** Performs a call that one is known like; undefined where it has to be read. */
  perform<T>(asked: Alike, performing: Performing<T>): T | undefined;
  /** Takes note of a call that was read; calls like it are settled when one comes for the second time. */
  saw<R extends RouteName>(asked: Alike, front: Front<R>): void;
}

/** An input with a call's own texts in it; undefined where the call has to be read. */
type Filled<R extends RouteName> = (input: RouteInput<R>, asked: Alike) => RouteInput<R> | undefined;

function withTexts(params: JsonObject, { rule, kwargs }: Alike): JsonObject | undefined {
  let filled: Record<string, string> | undefined;
  for (const name of rule.texts) {
    const text = kwargs[name];
    if (typeof text !== "string") continue;
    if (typeof params[name] !== "string") return undefined;
    filled ??= {};
    filled[name] = text;
  }
  return filled === undefined ? params : { ...params, ...filled };
}

const inChat: Filled<"chat"> = (input, { said }) =>
  typeof said === "string" ? undefined : { ...input, messages: said };

const inMessages: Filled<"messages"> = (input, asked) => {
  const params = withTexts(input.params, asked);
  return typeof asked.said === "string" || params === undefined
    ? undefined
    : { ...input, messages: asked.said, params };
};

const inResponses: Filled<"responses"> = (input, asked) => {
  const params = "id" in input ? undefined : withTexts(input.params, asked);
  return "id" in input || params === undefined ? undefined : { ...input, input: asked.said, params };
};

interface Settling<R extends RouteName> {
  readonly reading: Reading<R>;
  readonly filled: Filled<R>;
  /** Whether what it says is told in another route's words. */
  readonly isCrossed?: boolean;
  readonly sources: Sources;
  readonly host: Pick<Host, "id" | "now">;
}

interface Beginning<R extends RouteName> {
  readonly next: Repeat<R>;
  readonly begins: Omit<Begun<R>, "step">;
}

function beginning<R extends RouteName>(reading: Reading<R>, call: Call<R>): Beginning<R> | undefined {
  const { adapter }: { readonly adapter: Adapter<R> } = reading;
  const context = { signal: undefined, key: { names: adapter.connection.key.env, secret: call.target.key } };
  const given = adapter.repeat === undefined ? undefined : supplyOwn(adapter.needs(call), context);
  const step = given === undefined ? undefined : adapter.prepare(call, given);
  const next = step?.step === "send" ? adapter.repeat?.(step, call) : undefined;
  if (given === undefined || step?.step !== "send" || next === undefined) return undefined;
  const { free } = adapter;
  const like = { call, given, ...(step.state !== undefined && { state: step.state }) };
  return { next, begins: { given, ...(free && { answer: alikeAnswers(adapter, { places: free, like }) }) } };
}

function settle<R extends RouteName>({ reading, filled, isCrossed, sources, host }: Settling<R>): Settled {
  const like = makeCall(reading, sources, host);
  const first = beginning(reading, like);
  return {
    perform(asked, performing) {
      const input = filled(like.input, asked);
      if (input === undefined) return undefined;
      const call = { ...like, id: host.id(), now: Math.floor(host.now() / 1000), input };
      const step = first?.next.step(call, isCrossed ? undefined : asked.printed);
      const counted =
        reading.asked === undefined || !("messages" in input)
          ? reading
          : { ...reading, asked: { ...reading.asked, messages: asked.kwargs.messages } };
      const read = { reading: counted, call };
      return performing(
        first === undefined || step === undefined ? read : { ...read, begun: { ...first.begins, step } },
      );
    },
  };
}

function isOf<R extends RouteName>(reading: Reading<RouteName>, route: R): reading is Reading<R> {
  return reading.adapter.route === route;
}

interface Memory {
  readonly world: World;
  readonly sources: Sources;
  readonly host: Pick<Host, "id" | "now">;
}

/** Remembers calls: those whose arguments but the texts are alike are read and prepared once. */
export function repeats({ world, sources, host }: Memory): Repeats {
  const known = new Map<string, Settled | "once" | "never">();
  // What calls are known by that differ in what they say alone, by what stands for all of them.
  const keys = new WeakMap<object, string>();
  const overChat = world.bridges.find(({ name }) => name === "messages-over-chat");
  // Messages are marked for the cache by where they stand.
  const marks = sources.settings.enable_anthropic_prompt_caching === true;

  function settledBy(route: RouteName, reading: Reading<RouteName>): Settled | undefined {
    if (reading.counted !== undefined) return undefined;
    const settling = { sources, host, isCrossed: route === "messages" && isOf(reading, "chat") };
    if (isOf(reading, "chat")) {
      const filled = route === "chat" ? inChat : route === "messages" ? crossed(overChat) : undefined;
      return filled && settle({ reading, filled, ...settling });
    }
    if (route === "messages" && isOf(reading, "messages")) return settle({ reading, filled: inMessages, ...settling });
    return route === "responses" && isOf(reading, "responses")
      ? settle({ reading, filled: inResponses, ...settling })
      : undefined;
  }

  function settled<R extends RouteName>(asked: Alike, front: Front<R>): Settled | undefined {
    // Of what the call says nothing is kept: it is read once more with other texts.
    const model = modelOf(asked);
    const kwargs = wrapKwargs(model.kwargs);
    const given = supplyOwn(front.needs(kwargs), { signal: undefined });
    const read = given && front.read(kwargs, given, world);
    return read?.read === "call" ? settledBy(front.route, read) : undefined;
  }

  return {
    asked(front, kwargs, { alike: like, printed }) {
      const { route, alike: rule } = front;
      if (rule === undefined || (marks && route === "messages")) return undefined;
      const key = like && keys.get(like);
      const asked = alike(route, kwargs, { rule, known: key, printed });
      if (like !== undefined && key === undefined && asked !== undefined) keys.set(like, asked.key);
      return asked;
    },
    perform(asked, performing) {
      const found = known.get(asked.key);
      return typeof found === "object" ? found.perform(asked, performing) : undefined;
    },
    saw(asked, front) {
      const { key } = asked;
      const found = known.get(key);
      if (found === "never" || typeof found === "object") return;
      if (known.size >= MOST) known.clear();
      known.set(key, found === undefined ? "once" : (settled(asked, front) ?? "never"));
    },
  };
}

/** Chat's messages as a bridge makes them of the caller's. */
function crossed(bridge: Bridge | undefined): Filled<"chat"> {
  return (input, { kwargs }) => {
    const messages = bridge?.texts?.(kwargs);
    return messages && { ...input, messages };
  };
}
