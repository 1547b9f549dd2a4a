import { entries, type Json, type JsonObject, object } from "../json/index.ts";
import { modelInfo } from "./model-info.ts";
import type { ModelWorld } from "./model-names.ts";
import { CACHE_PRICES } from "./model-registration.ts";

const OF_TIERS = /_(?:flex|priority|ultrafast)$/;

function lacks(row: JsonObject): (member: readonly [name: string, value: Json]) => boolean {
  return ([name, value]) => value !== null && (row[name] ?? null) === null;
}

/**
 * A deployment's prices with those it does not name itself: of a cache and of service tiers, as the price map has them for the model
 * it names (`Router._deployment_model_cost_payload`). A model that is not in the map gives none.
 */
export function withInheritedPrices(row: JsonObject, model: string, world: ModelWorld): JsonObject {
  const found = modelInfo({ model }, world);
  if (!found.found || (row.input_cost_per_token ?? null) === null) return row;
  const { key, row: known } = found.info;
  const cached = CACHE_PRICES.map((name) => [name, known[name] ?? null] as const);
  const tiers = entries(world.facts.row(key) ?? {}).filter(([name]) => OF_TIERS.test(name));
  return object([...entries(row), ...[...cached, ...tiers].filter(lacks(row))]);
}
