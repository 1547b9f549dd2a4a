import { isArray, isObject, type Json, type JsonObject } from "../json/index.ts";
import { pythonType } from "../params/python-type.ts";
import { truthy } from "../params/truthy.ts";
import { type Choice, EMPTY_CHOICE, type ReadChoice } from "./chunk-choice.ts";
import type { Delta } from "./chunk-delta.ts";
import { chunkExtras, fieldExtras } from "./chunk-extras.ts";
import { mapFinishReason } from "./chunk-finish-reason.ts";
import { toLastLogprobs } from "./chunk-logprobs.ts";
import { isMeaningful, type Member } from "./chunk-members.ts";
import type { ChunkOptions, ChunkRefusal } from "./chunk-options.ts";
import type { Outlet } from "./chunk-outlet.ts";
import type { Reading } from "./chunk-reading.ts";
import type { Slot, Slots } from "./chunk-slots.ts";
import { thinkTags } from "./chunk-thinking.ts";

/** The ways a provider's chunk with choices is sent. */
export interface ChunkSenders {
  /** As it came, its role and finish reason apart. */
  text(reading: Reading): void;
  /** As the one chunk that tells a choice's finish reason, after which it says nothing more. */
  finish(reading: Reading): ChunkRefusal | undefined;
  /** A call without content, audio, images: nothing but the first choice's delta. */
  call(reading: Reading): void;
  /** The finish reason of a choice, if it is owed. */
  end(slot: Slot): void;
}

interface Stage {
  readonly options: Pick<ChunkOptions, "leading" | "swallow" | "everyChoice" | "mergeReasoning">;
  readonly outlet: Outlet;
  readonly states: Slots;
  readonly readChoice: ReadChoice;
}

/** The role stands on a choice's first chunk and on no other. */
function withRole(delta: Delta, slot: Slot): Delta {
  const role = slot.begun ? null : "assistant";
  slot.begun = true;
  return delta.role === role ? delta : { ...delta, role };
}

function begun(choice: Choice, slot: Slot): Choice {
  const delta = withRole(choice.delta, slot);
  return delta === choice.delta ? choice : { ...choice, delta };
}

function fieldsOf({ chunk }: Reading): Json {
  return chunk.provider_specific_fields ?? null;
}

function lastLogprobs({ sources }: Reading): Json {
  return toLastLogprobs(sources[0]?.logprobs ?? null);
}

/** The senders of one stream. */
export function chunkSenders({ options, outlet, states, readChoice }: Stage): ChunkSenders {
  const { leading, swallow, everyChoice } = options;
  const merged = options.mergeReasoning ? thinkTags() : (choice: Choice): Choice => choice;

  /** A choice as it is sent; LiteLLM loses the whole of one it cannot read. */
  function kept(choice: Choice): Choice {
    return swallow && choice.broken !== null ? EMPTY_CHOICE : choice;
  }

  function extrasOf(reading: Reading, { citationsFirst }: { readonly citationsFirst: boolean }): readonly Member[] {
    return chunkExtras(reading.chunk, { fields: fieldExtras(fieldsOf(reading)), leading, citationsFirst });
  }

  function otherChoices(sources: readonly JsonObject[]): readonly Choice[] {
    return sources.slice(1).map((source, at) => {
      const other = kept(readChoice(source, at + 1));
      return everyChoice ? begun(other, states.of(other.index)) : other;
    });
  }

  function sendOne(choice: Choice, reading: Reading): void {
    const fields = fieldsOf(reading);
    outlet.send({ choices: [choice], fields, extras: fieldExtras(fields), usage: reading.usage });
  }

  return {
    text(reading) {
      const { choice, slot, sources, usage } = reading;
      const first = merged(begun(kept(choice), slot));
      const choices = sources.length === 1 ? [first] : [first, ...otherChoices(sources)];
      const extras = extrasOf(reading, { citationsFirst: true });
      outlet.send({ choices, fields: fieldsOf(reading), extras, usage });
    },
    finish(reading) {
      const { slot, said, usage } = reading;
      const { index, finish } = slot;
      const logprobs = lastLogprobs(reading);
      if (slot.ended) {
        if (usage !== undefined) sendOne({ ...EMPTY_CHOICE, delta: said, logprobs }, reading);
        return undefined;
      }
      const isBare = !truthy(said.content) && said.toolCalls === null && said.functionCall === null;
      if (isBare && (isArray(finish) || isObject(finish)))
        return { refused: "shape", text: `unhashable type: '${pythonType(finish)}'` };
      const choice: Choice = {
        ...EMPTY_CHOICE,
        index,
        logprobs,
        ...(isBare ? { finish: mapFinishReason(finish) } : { delta: said }),
      };
      slot.ended = isBare;
      const extras = extrasOf(reading, { citationsFirst: false });
      outlet.send({ choices: [choice], fields: fieldsOf(reading), extras, usage });
      return undefined;
    },
    call(reading) {
      const { said, slot } = reading;
      const images = isMeaningful(said.images) ? said.images : null;
      const delta = withRole({ ...said, images }, slot);
      sendOne({ ...EMPTY_CHOICE, index: slot.index, delta, logprobs: lastLogprobs(reading) }, reading);
    },
    end(slot) {
      if (slot.ended) return;
      slot.ended = true;
      outlet.sendOwn({ ...EMPTY_CHOICE, index: slot.index, finish: slot.finish ?? "stop" });
    },
  };
}
