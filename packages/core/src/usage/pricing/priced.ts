import type { Fault } from "../../fault.ts";

/** Why there is no price, in LiteLLM's words. */
export interface PriceRefusal {
  /** The class of what LiteLLM raises. */
  readonly kind: string;
  readonly text: string;
  /** The failure itself, where it is one of LiteLLM's own. */
  readonly fault?: Fault;
}

/** Something priced, or why it is not. */
export type Priced<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: PriceRefusal };

/** Something that has a price. */
export function priced<T>(value: T): Priced<T> {
  return { ok: true, value };
}

/** A refusal to price, by LiteLLM's kind and words. */
export function unpriced(kind: string, text: string): Priced<never> {
  return { ok: false, error: { kind, text } };
}
