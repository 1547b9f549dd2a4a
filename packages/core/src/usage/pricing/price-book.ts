import type { Settings } from "../../call.ts";
import { type ModelInfo, type ModelLookup, modelInfo } from "../model-info.ts";
import type { ModelAsked, ModelWorld } from "../model-names.ts";
import type { PriceRules } from "./price-rules.ts";
import { type Priced, priced, unpriced } from "./priced.ts";

/** Everything a price is found with. */
export interface PriceWorld extends ModelWorld {
  /** LiteLLM's module flags: `cost_discount_config` and `cost_margin_config` change prices. */
  readonly settings: Settings;
  /** Unix time in seconds: some prices depend on the hour. */
  readonly now: number;
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

/** Opens a price map; a row that was looked up once is kept, and `note` is told of every row that is used. */
export function priceBook(world: PriceWorld, note: (key: string) => void = () => undefined): PriceBook {
  const known = new Map<string, Priced<ModelInfo>>();
  return {
    world,
    rules: world.providers.prices,
    info(asked) {
      const key = `${asked.provider ?? ""}\n${asked.model}`;
      const found = known.get(key) ?? toPriced(modelInfo(asked, world));
      known.set(key, found);
      if (found.ok) note(found.value.key);
      return found;
    },
  };
}
