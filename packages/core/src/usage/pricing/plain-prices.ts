import type { Json } from "../../json/index.ts";

/** What tells calls apart whose answers may be paid by other rates. */
export interface PlainCall {
  /** LiteLLM's `call_type`. */
  readonly callType: string;
  readonly provider: string;
  readonly asked: string;
  /** The model that the answer names. */
  readonly model: string;
  readonly base: string | undefined;
  readonly answeredBy: string | undefined;
  readonly deployment: string | undefined;
  /** The tier that was asked for, and the one that the answer tells. */
  readonly tier: Json | undefined;
  readonly answered: Json;
  readonly served: string;
}

/** What a prompt's token and an answer's cost, in US dollars. */
export interface PlainRates {
  readonly input: number;
  readonly output: number;
  /** The tokens of a prompt from which on it costs otherwise. */
  readonly below: number;
}

/** Rates of calls that were found to cost their tokens and nothing else; null for the others. */
export interface PlainPrices {
  of(call: PlainCall): PlainRates | null | undefined;
  learn(call: PlainCall, rates: PlainRates | null): void;
}

/** Calls that are remembered at the most, since callers and providers name models, and how long what tells them apart may be. */
const MOST = 10_000;
const LONGEST = 1000;

function keyOf(call: PlainCall): string {
  const { callType, provider, asked, model, base, answeredBy, deployment, tier, answered, served } = call;
  return `${callType}\n${provider}\n${asked}\n${model}\n${base}\n${answeredBy}\n${deployment}\n${tier}\n${answered}\n${served}`;
}

function isSame(call: PlainCall, other: PlainCall): boolean {
  return (
    call.asked === other.asked &&
    call.model === other.model &&
    call.deployment === other.deployment &&
    call.callType === other.callType &&
    call.provider === other.provider &&
    call.base === other.base &&
    call.answeredBy === other.answeredBy &&
    call.tier === other.tier &&
    call.answered === other.answered &&
    call.served === other.served
  );
}

/** Remembers the rates of calls; the last one's are found without spelling what tells it apart. */
export function plainPrices(): PlainPrices {
  const known = new Map<string, PlainRates | null>();
  let last: { readonly call: PlainCall; readonly rates: PlainRates | null } | undefined;
  return {
    of(call) {
      if (last !== undefined && isSame(call, last.call)) return last.rates;
      const rates = known.get(keyOf(call));
      if (rates !== undefined) last = { call, rates };
      return rates;
    },
    learn(call, rates) {
      const key = keyOf(call);
      if (known.size < MOST && key.length <= LONGEST) known.set(key, rates);
    },
  };
}
