import { directory } from "@lintel/providers";
import { expect, test } from "vitest";
import { withInheritedPrices } from "./inherited-prices.ts";
import { factsFromMap } from "./model-facts-map.ts";

const facts = factsFromMap(
  {
    "gpt-x": {
      litellm_provider: "openai",
      mode: "chat",
      input_cost_per_token: 1e-6,
      cache_read_input_token_cost: 1e-7,
      input_cost_per_token_flex: 5e-7,
    },
  },
  { name: "test" },
);
const world = { facts, providers: directory, env: {} };
const own = { input_cost_per_token: 0.001, output_cost_per_token: 0.002 };

test("a deployment's prices have those of a cache and of service tiers from the model it names, and no others", () => {
  expect(withInheritedPrices(own, "openai/gpt-x", world)).toEqual({
    ...own,
    cache_read_input_token_cost: 1e-7,
    input_cost_per_token_flex: 5e-7,
  });
});

test("what a deployment names itself stays", () => {
  const told = { ...own, cache_read_input_token_cost: 0.5, input_cost_per_token_flex: 0.25 };
  expect(withInheritedPrices(told, "gpt-x", world)).toEqual(told);
});

test("a model nobody knows, such as a pattern, gives none", () => {
  expect(withInheritedPrices(own, "openai/*", world)).toEqual(own);
});
