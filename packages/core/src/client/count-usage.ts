import type { CountUsage } from "../stream-debt.ts";
import type { CounterWorld } from "./counter-world.ts";
import type { Kwargs } from "./front.ts";
import { tokenCounter } from "./token-counter.ts";

/** Tokens, none where LiteLLM could not count either, or why this host cannot. */
type Tokens = number | { readonly reason: string };

async function tokensOf(kwargs: Kwargs, world: CounterWorld): Promise<Tokens> {
  const outcome = await tokenCounter(kwargs, world);
  if (outcome.outcome === "fault") return outcome.fault.origin === "caller" ? 0 : { reason: outcome.fault.message };
  const tokens = outcome.outcome === "value" ? outcome.value.tokens : undefined;
  return typeof tokens === "number" ? tokens : 0;
}

/** The messages of a call: where there is none, LiteLLM counts nothing at all. */
export function messagesCounted({ messages }: Kwargs): unknown {
  return Array.isArray(messages) && messages.length === 0 ? undefined : messages;
}

/**
 * Counts a stream's usage as LiteLLM's `stream_chunk_builder`: the messages without the tools, and what was streamed, with the
 * model's tokenizer; reasoning with the default one.
 */
export function countUsage(messages: () => unknown, world: CounterWorld): CountUsage["count"] {
  return async ({ model, prompt, completion, reasoning }) => {
    const texts = {
      ...(prompt && { prompt: { model, messages: messages() } }),
      ...(completion !== undefined && { completion: { model, text: completion } }),
      ...(reasoning !== undefined && { reasoning: { text: reasoning } }),
    };
    const counts: Record<string, number> = {};
    for (const [name, kwargs] of Object.entries(texts)) {
      const tokens = await tokensOf(kwargs, world);
      if (typeof tokens === "object") return { counted: false, reason: tokens.reason };
      counts[name] = tokens;
    }
    return { counted: true, counts };
  };
}
