import type { Settings } from "../../call.ts";
import { type ModelInfo, type ModelLookup, modelInfo } from "../model-info.ts";
import type { ModelAsked, ModelWorld } from "../model-names.ts";
import type { PlainPrices } from "./plain-prices.ts";
import type { PriceRules } from "./price-rules.ts";
import { type Priced, priced, unpriced } from "./priced.ts";

/** Everything a price is found with. */
export interface PriceWorld extends ModelWorld {
  /** LiteLLM's module flags: `cost_discount_config` and `cost_margin_config` change prices. */
  readonly settings: Settings;
  /** Unix time in seconds: some prices depend on the hour. */
  readonly now: number;
  /** What was looked up before in these very facts, kept by whoever opened them and let go as soon as they change. */
  readonly looked?: Map<string, Priced<ModelInfo>>;
  /** Likewise, calls that cost their tokens and nothing else. */
  readonly plain?: PlainPrices;
}

/** A price map opened: rows by the names callers use. */
export interface PriceBook {
  readonly world: PriceWorld;
  /** What is known of a model, or LiteLLM's refusal of one it does not know. */
  info(asked: ModelAsked): Priced<ModelInfo>;
  readonly rules: PriceRules | undefined;
}

function toPriced(lookup: ModelLookup): Priced<ModelInfo> {
  return lookup.found ? priced(lookup.info) : unpriced("ModelNotMappedError", lookup.text);
}

/** Models that are remembered at the most, since callers name them, and how long their names may be. */
const MOST_LOOKED = 10_000;
const LONGEST_LOOKED = 400;

/** Opens a price map; a row that was looked up once is kept, and `note` is told of every row that is used. */
export function priceBook(world: PriceWorld, note: (key: string) => void = () => undefined): PriceBook {
  const known = world.looked ?? new Map<string, Priced<ModelInfo>>();
  return {
    world,
    rules: world.providers.prices,
    info(asked) {
      const key = `${asked.provider ?? ""}\n${asked.model}`;
      const held = known.get(key);
      const found = held ?? toPriced(modelInfo(asked, world));
      if (held === undefined && known.size < MOST_LOOKED && key.length <= LONGEST_LOOKED) known.set(key, found);
      if (found.ok) note(found.value.key);
      return found;
    },
  };
}
