import type { Likeness } from "../again.ts";
import type { Fault } from "../fault.ts";
import { isArray, isObject, type JsonObject } from "../json/index.ts";
import { pythonType } from "../params/python-type.ts";
import { truthy } from "../params/truthy.ts";
import type { Sink } from "../transducer.ts";
import { choiceReader } from "./chunk-choice.ts";
import { EMPTY_DELTA } from "./chunk-delta.ts";
import { chunkExtras, fieldExtras } from "./chunk-extras.ts";
import { finishes } from "./chunk-finishes.ts";
import type { ChunkOptions, ChunkRefusal } from "./chunk-options.ts";
import { chunkOutlet } from "./chunk-outlet.ts";
import { carriesMore, deltaKind, deltaOf, firstSaid, type Reading, saysSomething } from "./chunk-reading.ts";
import { ALIKE_BUT, type RepeatedPart, repeatedPart } from "./chunk-repeated.ts";
import { chunkSenders } from "./chunk-senders.ts";
import { slots } from "./chunk-slots.ts";

export type { ChunkOptions, ChunkRefusal } from "./chunk-options.ts";
export type { RepeatedPart } from "./chunk-repeated.ts";

/** LiteLLM's `CustomStreamWrapper` on chunks in OpenAI's shape, and its gateway's printing. */
export interface ChunkNormaliser {
  push(chunk: JsonObject): ChunkRefusal | undefined;
  /** The one text the last chunk said, where the next may be the same but for it. */
  repeatable(): RepeatedPart | undefined;
  /** The last chunk once more for each of some texts, none of which is empty, in its repeatable part, and perhaps with another member. */
  again(texts: readonly string[], member?: Likeness["member"]): ChunkRefusal | undefined;
  /** Whether there were choices and each has its finish reason. */
  isComplete(): boolean;
  /** The provider has finished: what is owed is sent, the usage last. */
  end(): void;
  /** Ends in a failure, which is given what had come so far. */
  fail(fault: Fault): void;
  /** The caller went away: only the usage is owed. */
  abort(): void;
}

/** A stage that turns a provider's chunks into LiteLLM's, in order, on one sink. */
export function chunkNormaliser(options: ChunkOptions, sink: Sink): ChunkNormaliser {
  const { includeUsage, leading, swallow, everyChoice } = options;
  const outlet = chunkOutlet(options, sink);
  const seen = finishes();
  const states = slots({ everyChoice });
  const readChoice = choiceReader(sink.loss);
  const send = chunkSenders({ options, outlet, states, readChoice });
  let repeatable: RepeatedPart | undefined;

  function note(sources: readonly JsonObject[]): void {
    let isNoted = true;
    for (const { index = null, finish_reason: reason = null } of sources) {
      seen.note(index, reason);
      if (isNoted && truthy(reason)) states.of(index).finish = reason;
      isNoted = everyChoice;
    }
  }

  function refusal(text: string | undefined): ChunkRefusal | undefined {
    return text === undefined ? undefined : { refused: "loop", text };
  }

  function sendChoices(reading: Reading): ChunkRefusal | undefined {
    const { slot, said, usage } = reading;
    if (saysSomething(reading) || (!swallow && carriesMore(reading))) {
      const refused = refusal(outlet.looping());
      if (refused !== undefined) return refused;
      repeatable = options.mergeReasoning ? undefined : repeatedPart(reading);
      send.text(reading);
    } else if (slot.finish !== null) {
      return send.finish(reading);
    } else if ([said.toolCalls, said.functionCall, said.audio, said.images].some((part) => part !== null)) {
      send.call(reading);
    } else if (usage !== undefined) {
      outlet.keep(usage, said.content);
    }
    return undefined;
  }

  function withChoices(chunk: JsonObject, sources: readonly JsonObject[]): ChunkRefusal | undefined {
    const [first] = sources;
    if (first === undefined) return withoutChoices(chunk);
    note(sources);
    const choice = readChoice(first, 0);
    const delta = deltaOf(first);
    const kind = deltaKind(delta);
    const isLost = swallow && choice.broken === "delta";
    const said = isLost ? EMPTY_DELTA : firstSaid(delta, { delta: choice.delta, kind });
    const usage = isObject(chunk.usage) ? chunk.usage : undefined;
    const slot = states.of(first.index ?? null);
    const refused = sendChoices({ chunk, sources, choice, slot, kind, said, usage });
    if (!everyChoice || refused !== undefined || sources.length === 1) return refused;
    for (const { index = null, finish_reason: reason } of sources.slice(1))
      if (truthy(reason)) send.end(states.of(index));
    return undefined;
  }

  function withoutChoices(chunk: JsonObject): undefined {
    const { provider_specific_fields: fields = null, usage } = chunk;
    outlet.drop(chunkExtras(chunk, { fields: [], leading, citationsFirst: false }));
    const told = isObject(usage) ? usage : undefined;
    if (includeUsage) outlet.send({ choices: [], fields, extras: fieldExtras(fields), usage: told });
    else if (told !== undefined) outlet.keep(told, undefined);
  }

  return {
    push(chunk) {
      repeatable = undefined;
      outlet.open(chunk);
      const { provider_specific_fields: fields = null } = chunk;
      if (fields !== null && !isObject(fields))
        return { refused: "shape", text: `'${pythonType(fields)}' object has no attribute 'items'` };
      return withChoices(chunk, isArray(chunk.choices) ? chunk.choices.filter(isObject) : []);
    },
    repeatable: () => repeatable,
    again(texts, member) {
      if (repeatable === undefined) return undefined;
      const likeness = ALIKE_BUT[repeatable];
      return refusal(outlet.again(texts, member === undefined ? likeness : { ...likeness, member }));
    },
    isComplete: seen.areAll,
    end() {
      for (const slot of states.all()) send.end(slot);
      outlet.end();
    },
    fail: outlet.fail,
    abort: outlet.abort,
  };
}
