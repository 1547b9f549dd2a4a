import type { Host, Signal, Unsupplied } from "../host.ts";
import type { JsonObject } from "../json/index.ts";
import { facts } from "../need.ts";
import type { ModelFacts } from "../usage/model-facts.ts";
import { registerModels } from "../usage/model-registration.ts";
import { plainPrices } from "../usage/pricing/plain-prices.ts";
import type { PriceWorld } from "../usage/pricing/price-book.ts";
import type { World } from "./front.ts";

export type FactsFound = { readonly supplied: true; readonly value: ModelFacts } | Unsupplied;

/** Prices and limits of models, asked for once. */
export interface FactsSource {
  find(signal?: Signal): Promise<FactsFound>;
  /** Puts rows over the facts, now or as soon as they are there. */
  register(rows: JsonObject): void;
  /** What has been looked up in the facts as they are now. */
  readonly kept: Pick<PriceWorld, "looked" | "plain">;
  /** What is there without asking anybody. */
  readonly now: ModelFacts | undefined;
}

export interface FactsOptions {
  /** Prices and limits of models, or where to ask for them, instead of those the host brings. */
  readonly facts?: ModelFacts | (() => Promise<FactsFound>);
  /** Rows in the format of LiteLLM's price map, over those of the facts: LiteLLM's `register_model`. */
  readonly models?: JsonObject;
}

/** Where a client's prices come from: the caller, else the host, with the caller's own rows over them. */
export function factsSource(
  host: Pick<Host, "supply">,
  { options, world }: { readonly options: FactsOptions; readonly world: Pick<World, "providers" | "env"> },
): FactsSource {
  const { facts: given, models } = options;
  const waiting: JsonObject[] = models === undefined ? [] : [models];
  let known: ModelFacts | undefined;
  let kept: FactsSource["kept"] = { looked: new Map(), plain: plainPrices() };

  function keep(found: ModelFacts): ModelFacts {
    kept = { looked: new Map(), plain: plainPrices() };
    known = waiting.splice(0).reduce((under, rows) => registerModels(rows, { ...world, facts: under }), found);
    return known;
  }

  function atHand(): ModelFacts | undefined {
    return known ?? (given === undefined || typeof given === "function" ? undefined : keep(given));
  }

  return {
    get kept() {
      return kept;
    },
    get now() {
      return atHand();
    },
    register(rows) {
      waiting.push(rows);
      if (known !== undefined) keep(known);
    },
    async find(signal) {
      const own = atHand();
      if (own !== undefined) return { supplied: true, value: own };
      const answer = await (typeof given === "function" ? given() : host.supply(facts(), signal));
      return answer.supplied ? { supplied: true, value: known ?? keep(answer.value) } : answer;
    },
  };
}
