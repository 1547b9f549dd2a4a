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

interface Place {
  /** JSON pointer of the choice in the provider's chunk. */
  readonly pointer: string;
  lose(loss: Loss): void;
}

/** A provider's choice without its finish reason, which LiteLLM holds back. */
export function toChoice(source: JsonObject, { pointer, lose }: Place): Choice {
  let broken: Choice["broken"] = null;
  const notes = {
    loss: lose,
    malformed(loss: Loss): void {
      broken = "delta";
      lose(loss);
    },
  };
  const { delta = null } = source;
  const read = isObject(delta) ? toDelta(delta, { pointer: `${pointer}/delta`, notes }) : EMPTY_DELTA;
  const logprobs = toLogprobs(source.logprobs ?? null);
  if (logprobs === undefined)
    lose({ pointer: `${pointer}/logprobs`, action: "dropped", reason: "no log probabilities that LiteLLM takes" });
  return {
    index: source.index ?? null,
    delta: read,
    finish: null,
    logprobs: logprobs ?? null,
    enhancements: source.enhancements ?? null,
    extras: others(source, NAMED),
    broken: broken ?? (logprobs === undefined ? "logprobs" : null),
  };
}

/** A choice in the order of LiteLLM's model. */
export function printChoice({ index, delta, finish, logprobs, enhancements, extras }: Choice): JsonObject {
  const named: JsonObject = {
    ...(finish !== null && { finish_reason: finish }),
    ...(index !== null && { index }),
    delta: printDelta(delta),
    ...(enhancements !== null && { enhancements }),
    ...(logprobs !== null && { logprobs }),
  };
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
