import type { CountRequest, Host, Signal, Unsupplied } from "../host.ts";
import { ranks } from "../need.ts";
import { countText, type TextLimits } from "./count-text.ts";
import { type Counted, countTexts } from "./count-texts.ts";
import type { Tokenizer } from "./tokenizer.ts";
import type { TokenizerChoice } from "./tokenizer-choice.ts";

/** A tokenizer that can be asked. */
export interface Counter {
  readonly name: string;
  /** Whether it is known to be the model's own. */
  readonly isOwn: boolean;
  readonly limits: TextLimits;
  /** The tokens of texts, all together. */
  count(texts: readonly string[]): Promise<Counted>;
}

type Opened = { readonly supplied: true; readonly value: Counter } | Unsupplied;

export interface CounterContext {
  readonly host: Pick<Host, "supply" | "count">;
  readonly limits: TextLimits;
  readonly signal: Signal | undefined;
}

interface Named {
  readonly name: string;
  readonly isOwn: boolean;
}

/** A counter with a tokenizer that the caller brings. */
export function counterOf(tokenizer: Tokenizer, limits: TextLimits): Counter {
  const count = (texts: readonly string[]): number =>
    texts.reduce((sum, text) => sum + countText(text, { tokenizer, limits }), 0);
  const name = "custom_tokenizer";
  return { name, isOwn: true, limits, count: async (texts) => ({ supplied: true, value: count(texts) }) };
}

async function openNamed(named: Named, { host, limits, signal }: CounterContext): Promise<Opened> {
  const asked = (texts: readonly string[]): CountRequest => ({ tokenizer: named.name, texts, limits });
  const opened = async (count: Counter["count"]): Promise<Opened> => {
    const tried = await count([]);
    return tried.supplied ? { supplied: true, value: { ...named, limits, count } } : tried;
  };
  const { count } = host;
  if (count !== undefined) return opened((texts) => count(asked(texts), signal));
  const answer = await host.supply(ranks(named.name), signal);
  return answer.supplied ? opened(async (texts) => countTexts(asked(texts), answer.value)) : answer;
}

/** The counter of a model: its own tokenizer if the host has it, else the encoding LiteLLM falls back to. */
export async function openCounter(choice: TokenizerChoice, context: CounterContext): Promise<Opened> {
  const { file, encoding, isKnown } = choice;
  const own = file === undefined ? undefined : await openNamed({ name: file, isOwn: true }, context);
  const isSettled = own !== undefined && (own.supplied || own.kind !== undefined);
  return isSettled ? own : openNamed({ name: encoding, isOwn: file === undefined && isKnown }, context);
}
