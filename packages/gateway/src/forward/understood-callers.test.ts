import { expect, it } from "vitest";
import { ask, configOf, deployment, MASTER_KEY, running } from "../test/running.ts";
import { json, upstream } from "../test/upstream.ts";

const ANSWER = {
  id: "msg_1",
  type: "message",
  role: "assistant",
  model: "claude-sonnet-4-5",
  content: [{ type: "text", text: "Hi" }],
  stop_reason: "end_turn",
  stop_sequence: null,
  usage: { input_tokens: 1, output_tokens: 1 },
};

it("a token that one caller brings for the provider goes with no other caller's calls, however alike they are", async () => {
  const provider = await upstream(json(ANSWER));
  const params = { model: "anthropic/claude-sonnet-4-5", api_key: "sk-upstream", api_base: provider.url };
  const gateway = await running(configOf([deployment("m", params)]));
  const asking = async (words: string, headers: Readonly<Record<string, string>>): Promise<void> => {
    const body = { model: "m", max_tokens: 9, messages: [{ role: "user", content: words }] };
    expect((await ask(gateway, "/v1/messages", { body, headers })).status).toBe(200);
  };
  const bringing = (token: string) => ({
    "x-litellm-api-key": MASTER_KEY,
    authorization: `Bearer sk-ant-oat01-${token}`,
  });
  for (let round = 0; round < 6; round++) await asking(`Question ${round}`, bringing("alice"));
  await asking("Question 7", bringing("bob"));
  await asking("Question 8", {});
  const tokens = provider.asked.map(({ headers }) => headers.authorization ?? headers["x-api-key"]);
  expect(new Set(tokens.slice(0, 6))).toEqual(new Set(["Bearer sk-ant-oat01-alice"]));
  expect(tokens.slice(6)).toEqual(["Bearer sk-ant-oat01-bob", "sk-upstream"]);
});

it("what callers have passed on by their headers goes with their own calls alone", async () => {
  const provider = await upstream(json(ANSWER));
  const params = { model: "anthropic/claude-sonnet-4-5", api_key: "sk-upstream", api_base: provider.url };
  const gateway = await running({ ...configOf([deployment("m", params)]), forwardsFor: ["m"] });
  for (let round = 0; round < 6; round++) {
    const body = { model: "m", max_tokens: 9, messages: [{ role: "user", content: `Question ${round}` }] };
    await ask(gateway, "/v1/messages", { body, headers: { "x-own": `caller-${round}` } });
  }
  expect(provider.asked.map(({ headers }) => headers["x-own"])).toEqual([0, 1, 2, 3, 4, 5].map((at) => `caller-${at}`));
});
