import type { Host, Signal, Unsupplied } from "../host.ts";
import { ranks } from "../need.ts";
import { countText, type TextLimits } from "./count-text.ts";
import { openTokenizer } from "./open-tokenizer.ts";
import type { Tokenizer } from "./tokenizer.ts";
import type { TokenizerChoice } from "./tokenizer-choice.ts";

/** A tokenizer that can be asked. */
export interface Counter {
  readonly name: string;
  /** Whether it is known to be the model's own. */
  readonly isOwn: boolean;
  readonly limits: TextLimits;
  count(texts: readonly string[]): Promise<{ readonly supplied: true; readonly value: number } | Unsupplied>;
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

/** A tokenizer that is there and cannot be used: nothing stands in for it. */
export function unreadable(name: string, reason: string): Unsupplied {
  return { supplied: false, kind: "BadRequestError", message: `the tokenizer ${name}: ${reason}` };
}

/** A counter in this thread. */
export function localCounter(
  tokenizer: Tokenizer,
  { limits, ...named }: Named & { readonly limits: TextLimits },
): Counter {
  return {
    ...named,
    limits,
    async count(texts) {
      return { supplied: true, value: texts.reduce((sum, it) => sum + countText(it, { tokenizer, limits }), 0) };
    },
  };
}

async function openNamed(named: Named, { host, limits, signal }: CounterContext): Promise<Opened> {
  const { name } = named;
  if (host.count !== undefined) {
    const ask: Counter["count"] = async (texts) =>
      host.count?.({ tokenizer: name, texts, limits }, signal) ?? { supplied: false, message: "the host cannot count" };
    const tried = await ask([]);
    return tried.supplied ? { supplied: true, value: { ...named, limits, count: ask } } : tried;
  }
  const answer = await host.supply(ranks(name), signal);
  if (!answer.supplied) return answer;
  const tokenizer = openTokenizer(answer.value);
  if (!tokenizer.ok) return unreadable(name, tokenizer.text);
  return { supplied: true, value: localCounter(tokenizer.value, { ...named, limits }) };
}

/** The counter of a model: its own tokenizer if the host has it, else the encoding LiteLLM falls back to. */
export async function openCounter(choice: TokenizerChoice, context: CounterContext): Promise<Opened> {
  const { file, encoding, isKnown } = choice;
  const own = file === undefined ? undefined : await openNamed({ name: file, isOwn: true }, context);
  const isSettled = own !== undefined && (own.supplied || own.kind !== undefined);
  return isSettled ? own : openNamed({ name: encoding, isOwn: file === undefined && isKnown }, context);
}
