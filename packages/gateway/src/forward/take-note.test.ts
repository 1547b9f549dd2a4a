import { expect, it } from "vitest";
import { CHAT_ANSWER } from "../test/chat-answer.ts";
import { ask, configOf, deployment, running } from "../test/running.ts";
import { json, upstream } from "../test/upstream.ts";

it("tells each caller who asks for guardrails that none are run, and nobody else", async () => {
  const provider = await upstream(json(CHAT_ANSWER));
  const params = { model: "openai/gpt-4o", api_base: `${provider.url}/v1`, api_key: "sk-provider-000" };
  const gateway = await running(configOf([deployment("m", params)]));
  const losses = async (said: string, more: object): Promise<string | null> => {
    const body = { model: "m", messages: [{ role: "user", content: said }], ...more };
    const response = await ask(gateway, "/v1/chat/completions", { body });
    expect(response.status).toBe(200);
    return response.headers.get("x-lintel-losses");
  };
  // The third differs from the first two in what it says alone.
  for (const said of ["a", "b", "c"]) expect(await losses(said, { guardrails: ["pii"] })).toBe("/guardrails");
  expect(await losses("a", { guardrails: [] })).toBeNull();
  expect(await losses("a", {})).toBeNull();
  expect(provider.asked.map(({ text }) => text.includes("guardrails"))).toEqual([false, false, false, false, false]);
});
