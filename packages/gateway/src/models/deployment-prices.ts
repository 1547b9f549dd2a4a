import type { Json, JsonObject } from "@lintel/core/json";
import type { Deployment } from "../config/config.ts";
import { PRICE_PARAMS } from "../forward/banned-params-table.ts";

const SIDES = ["input_cost_per_token", "output_cost_per_token"] as const;

function given(from: JsonObject): readonly (readonly [name: string, value: Json])[] {
  return PRICE_PARAMS.flatMap((name) => {
    const value = from[name] ?? null;
    return value === null ? [] : [[name, value] as const];
  });
}

/** What a deployment's own prices are: those of its parameters before those of its description, and a side that has none is free. */
export function deploymentPrices({ params, info }: Deployment): JsonObject {
  const prices: JsonObject = Object.fromEntries([...given(info), ...given(params)]);
  if (SIDES.every((side) => prices[side] === undefined)) return prices;
  return { ...Object.fromEntries(SIDES.map((side) => [side, 0])), ...prices };
}
