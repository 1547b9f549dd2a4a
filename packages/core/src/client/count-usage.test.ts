import cl100k from "js-tiktoken/ranks/cl100k_base";
import { expect, test } from "vitest";
import type { Host } from "../host.ts";
import type { Need } from "../need.ts";
import { countUsage, messagesCounted } from "./count-usage.ts";
import type { ProviderDirectory } from "./directory.ts";
import type { World } from "./front.ts";

const world: World = {
  settings: {},
  env: {},
  providers: {} as unknown as ProviderDirectory,
  find: () => undefined,
  fronts: {},
  bridges: [],
};
const supply = async (need: Need): Promise<unknown> =>
  need.need === "ranks" ? { supplied: true, value: cl100k } : { supplied: false, message: "nothing else" };
const host = { supply } as unknown as Host;
const nowhere = { supply: async () => ({ supplied: false, message: "no ranks" }) } as unknown as Host;

const said = { model: "m", isTold: true, prompt: true, completion: "Hello, world!", reasoning: "Hm." };
const messages = [{ role: "user", content: "Hello" }];

test("the prompt counts as messages, what was streamed as texts", async () => {
  const counted = await countUsage(() => messages, { host, world, signal: undefined })(said);
  expect(counted).toEqual({ counted: true, counts: { prompt: 8, completion: 4, reasoning: 3 } });
});

test("only what is missing is counted", async () => {
  const count = countUsage(() => messages, { host, world, signal: undefined });
  expect(await count({ model: "m", isTold: true, prompt: false, completion: "Hi" })).toEqual({
    counted: true,
    counts: { completion: 1 },
  });
});

test("a prompt that LiteLLM cannot count is none, as it is there", async () => {
  const odd = [{ role: "user", content: [{ type: "odd" }] }];
  const counted = await countUsage(() => odd, { host, world, signal: undefined })(said);
  expect(counted).toMatchObject({ counted: true, counts: { prompt: 0, completion: 4 } });
});

test("where there are no messages nothing is counted of them, not even what every prompt has", async () => {
  const counted = await countUsage(() => messagesCounted({ messages: [] }), { host, world, signal: undefined })(said);
  expect(counted).toMatchObject({ counted: true, counts: { prompt: 0, completion: 4 } });
});

test("a host without ranks cannot count, and says why", async () => {
  expect(await countUsage(() => messages, { host: nowhere, world, signal: undefined })(said)).toEqual({
    counted: false,
    reason: "litellm.NotImplementedError: no ranks",
  });
});
