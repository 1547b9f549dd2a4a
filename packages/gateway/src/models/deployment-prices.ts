import type { Json, JsonObject } from "@lintel/core/json";
import type { Deployment } from "../config/config.ts";
import { PRICE_PARAMS } from "../forward/banned-params-table.ts";

function given(from: JsonObject): readonly (readonly [name: string, value: Json])[] {
  return PRICE_PARAMS.flatMap((name) => {
    const value = from[name] ?? null;
    return value === null ? [] : [[name, value] as const];
  });
}

/**
 * What a deployment's own prices are: those of its parameters before those of its description. What is put out is free where only
 * what is put in has a price; a price of what is put out alone is none.
 */
export function deploymentPrices({ params, info }: Pick<Deployment, "params" | "info">): JsonObject {
  const prices: JsonObject = Object.fromEntries([...given(info), ...given(params)]);
  return prices.input_cost_per_token === undefined ? prices : { output_cost_per_token: 0, ...prices };
}
