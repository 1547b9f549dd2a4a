import type { Fault } from "../fault.ts";
import type { Host, Signal } from "../host.ts";
import type { Outcome } from "../outcome.ts";
import type { ModelFacts } from "../usage/model-facts.ts";
import type { PriceWorld } from "../usage/pricing/price-book.ts";
import type { PriceRefusal } from "../usage/pricing/priced.ts";
import { type Attempt, got, raises } from "./attempt.ts";
import type { World } from "./front.ts";
import type { FactsSource } from "./model-facts-source.ts";

/** What pricing needs besides the arguments. */
export interface Pricing {
  readonly host: Host;
  readonly world: World;
  readonly source: FactsSource;
  readonly signal: Signal | undefined;
}

/** The world that prices are reckoned in, at this moment. */
export function priceWorld(
  { host, world }: { readonly host: Pick<Host, "now">; readonly world: World },
  facts: ModelFacts,
  kept: Pick<PriceWorld, "looked" | "plain"> = {},
): PriceWorld {
  const { settings, env, providers } = world;
  return { facts, providers, env, settings, now: host.now() / 1000, ...kept };
}

/** The same where the facts are there already. */
export function pricesAtHand(pricing: Pricing): PriceWorld | undefined {
  const { now, kept } = pricing.source;
  return now === undefined ? undefined : priceWorld(pricing, now, kept);
}

/** The same once the facts are there. */
export async function openPrices(pricing: Pricing): Promise<Attempt<PriceWorld>> {
  const found = await pricing.source.find(pricing.signal);
  return found.supplied ? got(priceWorld(pricing, found.value, pricing.source.kept)) : raises(found.message);
}

/** Why something has no price: LiteLLM's own fault, or a plain Python error as the caller's mistake. */
export function unpricedFault({ kind, text, fault }: PriceRefusal): Fault {
  if (fault !== undefined) return fault;
  return kind === "ModelNotMappedError"
    ? { origin: "caller", kind, status: 500, message: text }
    : { origin: "caller", kind: "BadRequestError", status: 400, message: text };
}

export function unpricedOutcome(refusal: PriceRefusal): Outcome {
  return { outcome: "fault", fault: unpricedFault(refusal), losses: [] };
}

/** A host that has no prices. */
export function unsuppliedFault(text: string): Fault {
  const message = `litellm.NotImplementedError: ${text}`;
  return { origin: "host", kind: "NotImplementedError", status: 501, message };
}

export function noFacts(text: string): Outcome {
  return { outcome: "fault", fault: unsuppliedFault(text), losses: [] };
}
