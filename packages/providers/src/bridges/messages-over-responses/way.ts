import type { Loss, World } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";

/** What all parts of a request look at on their way over. */
export interface Way {
  readonly model: string;
  readonly provider: string | undefined;
  readonly world: World;
  lose(loss: Loss): void;
}

/** Tells that a part of the request is left behind. */
export function drop({ lose }: Pick<Way, "lose">, pointer: string, reason: string): void {
  lose({ pointer, action: "dropped", reason });
}

/** A part with the block's own breakpoint for the prompt cache. */
export function marked(part: JsonObject, { prompt_cache_breakpoint: marker = null }: JsonObject): JsonObject {
  return marker === null ? part : { ...part, prompt_cache_breakpoint: marker };
}
