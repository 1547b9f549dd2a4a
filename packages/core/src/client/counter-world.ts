import type { Host, Signal } from "../host.ts";
import type { CounterContext } from "../usage/open-counter.ts";
import { textLimits } from "../usage/text-limits.ts";
import { allowedChoice, DEFAULT_TOKENIZER, type TokenizerChoice } from "../usage/tokenizer-choice.ts";
import type { World } from "./front.ts";

/** What counting needs besides the arguments. */
export interface CounterWorld {
  readonly host: Host;
  readonly world: World;
  readonly signal: Signal | undefined;
}

/** What LiteLLM counts a model's tokens with; without a model its default encoding. */
export function choiceFor(model: string | undefined, { providers, settings }: World): TokenizerChoice {
  const choice = model === undefined ? undefined : providers.tokenizerOf?.(model);
  return allowedChoice(choice ?? DEFAULT_TOKENIZER, settings);
}

export function counterContext({ host, world, signal }: CounterWorld): CounterContext {
  return { host, signal, limits: textLimits(world.env) };
}
