import { client } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import { expect, it } from "vitest";
import { adapters } from "../adapters.ts";
import { directory } from "./directory.ts";

const never = (): never => {
  throw new Error("nothing is sent or supplied here");
};
const HOST = { send: never, supply: never, wait: never, now: () => 0, id: () => "0".repeat(32) };

async function told(kwargs: JsonObject, env: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const outcome = await client(HOST, { adapters, providers: directory, env }).getLlmProvider(kwargs);
  if (outcome.outcome === "fault") return outcome.fault.code ?? outcome.fault.message;
  return outcome.outcome === "value" ? outcome.value : undefined;
}

it("a base URL comes from the call, then a variable, then the provider's own", async () => {
  const model = "groq/x";
  expect(await told({ model })).toMatchObject({ api_base: "https://api.groq.com/openai/v1" });
  const env = { GROQ_API_BASE: "https://env.example" };
  expect(await told({ model }, env)).toMatchObject({ api_base: "https://env.example" });
  expect(await told({ model, api_base: "https://call.example" }, env)).toMatchObject({
    api_base: "https://call.example",
  });
});

it("a key is told of and never told, wherever it comes from", async () => {
  const env = { GROQ_API_KEY: "sk-environment" };
  const all = [
    await told({ model: "groq/x" }, env),
    await told({ model: "groq/x", api_key: "sk-call" }),
    await told({ model: "x", api_base: "https://api.groq.com/openai/v1" }, env),
  ];
  expect(all).toEqual(all.map(() => expect.objectContaining({ dynamic_api_key: "***" })));
  expect(await told({ model: "groq/x" })).toMatchObject({ dynamic_api_key: null });
  expect(await told({ model: "lm_studio/x" })).toMatchObject({ dynamic_api_key: "fake-api-key" });
});

it("a model alone has no address but that of the call, except AI21's", async () => {
  expect(await told({ model: "gpt-4o", api_key: "sk-call" })).toMatchObject({ dynamic_api_key: null, api_base: null });
  expect(await told({ model: "jamba-1.5-large" })).toMatchObject({ api_base: "https://api.ai21.com/studio/v1" });
});

it("a provider whose address is not a matter of rows is not guessed", async () => {
  expect(await told({ model: "datarobot/x" })).toBe("not_implemented");
});

it("an argument nobody knows is refused", async () => {
  expect(await told({ model: "gpt-4o", base: "x" })).toContain("unexpected keyword argument 'base'");
});
