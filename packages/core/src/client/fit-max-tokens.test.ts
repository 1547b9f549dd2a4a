import { directory } from "@lintel/providers";
import cl100k from "js-tiktoken/ranks/cl100k_base";
import { expect, test } from "vitest";
import type { Host } from "../host.ts";
import type { JsonObject } from "../json/index.ts";
import { factsFromMap } from "../usage/model-facts-map.ts";
import { type Fitted, fitMaxTokens } from "./fit-max-tokens.ts";
import type { Pricing } from "./price-world.ts";

const facts = factsFromMap(
  { m: { max_input_tokens: 1000, max_output_tokens: 50, mode: "chat", litellm_provider: "openai" } },
  { name: "test" },
);
const supply = async (): Promise<unknown> => ({ supplied: true, value: cl100k });

function pricing(settings: JsonObject, find: unknown = { supplied: true, value: facts }): Pricing {
  return {
    host: { supply, now: () => 0 } as unknown as Host,
    world: { settings, env: {}, providers: directory, find: () => undefined, fronts: {}, bridges: [] },
    source: { now: undefined, find: async () => find },
    signal: undefined,
  } as unknown as Pricing;
}

const asked = { model: "m", messages: [{ role: "user", content: "Hi" }], max_tokens: 80 };
const on = { modify_params: true };

function fit(kwargs: object, given: Pricing): Promise<Fitted> {
  return fitMaxTokens("chat", { ...kwargs }, given);
}

test("a max_tokens beyond the model's limit is clamped to it, and the loss tells so", async () => {
  const { kwargs, losses } = await fit(asked, pricing(on));
  expect(kwargs).toEqual({ ...asked, max_tokens: 50 });
  expect(losses).toMatchObject([{ pointer: "/max_tokens", action: "clamped" }]);
});

test("what fits, what is not asked for and what cannot be looked up stay as they are", async () => {
  expect(await fit({ ...asked, max_tokens: 20 }, pricing(on))).toEqual({
    kwargs: { ...asked, max_tokens: 20 },
    losses: [],
  });
  expect(await fit(asked, pricing({}))).toEqual({ kwargs: asked, losses: [] });
  expect(await fitMaxTokens("ocr", asked, pricing(on))).toEqual({ kwargs: asked, losses: [] });
  const nowhere = await fit(asked, pricing(on, { supplied: false, message: "no prices" }));
  expect(nowhere).toMatchObject({ kwargs: asked, losses: [{ pointer: "/max_tokens", action: "dropped" }] });
});
