import { isObject, type Json, type JsonObject } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import { type Delta, EMPTY_DELTA, printDelta, saysAnything, toDelta } from "./chunk-delta.ts";
import { toLogprobs } from "./chunk-logprobs.ts";
import { isMeaningful, type Member, others, present } from "./chunk-members.ts";

/** A choice's parts in LiteLLM's terms; null where there is none. */
export interface Choice {
  readonly index: Json;
  readonly delta: Delta;
  readonly finish: Json;
  readonly logprobs: Json;
  readonly enhancements: Json;
  /** What no model names, in the order it is printed. */
  readonly extras: readonly Member[];
  /** What of it LiteLLM's models do not take, so that LiteLLM takes none of it. */
  readonly broken: "delta" | "logprobs" | null;
}

/** What LiteLLM makes of a choice of its own. */
export const EMPTY_CHOICE: Choice = {
  index: 0,
  delta: EMPTY_DELTA,
  finish: null,
  logprobs: null,
  enhancements: null,
  extras: [],
  broken: null,
};

const NAMED: ReadonlySet<string> = new Set(["index", "delta", "finish_reason", "logprobs", "enhancements", "message"]);

/** Reads a provider's choice, by its place in the chunk, without its finish reason, which LiteLLM holds back. */
export type ReadChoice = (source: JsonObject, at: number) => Choice;

/** A reader for all choices of one stream. */
export function choiceReader(lose: (loss: Loss) => void): ReadChoice {
  let isMalformed = false;
  const notes = {
    loss: lose,
    malformed(loss: Loss): void {
      isMalformed = true;
      lose(loss);
    },
  };
  const firstPlace = { pointer: "/choices/0/delta", notes };

  return (source, at) => {
    isMalformed = false;
    const { index = null, delta: given = null, enhancements = null } = source;
    const place = at === 0 ? firstPlace : { pointer: `/choices/${at}/delta`, notes };
    const delta = isObject(given) ? toDelta(given, place) : EMPTY_DELTA;
    const logprobs = toLogprobs(source.logprobs ?? null);
    if (logprobs === undefined)
      lose({
        pointer: `/choices/${at}/logprobs`,
        action: "dropped",
        reason: "no log probabilities that LiteLLM takes",
      });
    const broken = isMalformed ? "delta" : logprobs === undefined ? "logprobs" : null;
    const extras = others(source, NAMED);
    return { index, delta, finish: null, logprobs: logprobs ?? null, enhancements, extras, broken };
  };
}

/** A choice in the order of LiteLLM's model. */
export function printChoice({ index, delta, finish, logprobs, enhancements, extras }: Choice): JsonObject {
  const named: Record<string, Json> = {};
  if (finish !== null) named.finish_reason = finish;
  if (index !== null) named.index = index;
  named.delta = printDelta(delta);
  if (enhancements !== null) named.enhancements = enhancements;
  if (logprobs !== null) named.logprobs = logprobs;
  return extras.length === 0 ? named : present([...extras, ...Object.entries(named)]);
}

/** Whether a choice says anything but its index. */
export function isSaying({ delta, finish, logprobs, enhancements, extras }: Choice): boolean {
  return (
    finish !== null ||
    logprobs !== null ||
    enhancements !== null ||
    saysAnything(delta) ||
    extras.some(([, value]) => isMeaningful(value))
  );
}
