import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { ANTHROPIC_ANSWER } from "../test/anthropic-answer.ts";
import { ask, configOf, deployment, MASTER_KEY, running } from "../test/running.ts";
import { json, upstream } from "../test/upstream.ts";

it("a token that one caller brings for the provider goes with no other caller's calls, however alike they are", async () => {
  const provider = await upstream(json(ANTHROPIC_ANSWER));
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
  const provider = await upstream(json(ANTHROPIC_ANSWER));
  const params = { model: "anthropic/claude-sonnet-4-5", api_key: "sk-upstream", api_base: provider.url };
  const gateway = await running({ ...configOf([deployment("m", params)]), forwardsFor: ["m"] });
  for (let round = 0; round < 6; round++) {
    const body = { model: "m", max_tokens: 9, messages: [{ role: "user", content: `Question ${round}` }] };
    await ask(gateway, "/v1/messages", { body, headers: { "x-own": `caller-${round}` } });
  }
  expect(provider.asked.map(({ headers }) => headers["x-own"])).toEqual([0, 1, 2, 3, 4, 5].map((at) => `caller-${at}`));
});

it("each caller is the user of its own calls, however alike they are, where the configuration says so", async () => {
  const provider = await upstream(json(ANTHROPIC_ANSWER));
  const params = { model: "anthropic/claude-sonnet-4-5", api_key: "sk-upstream", api_base: provider.url };
  const keys = ["sk-alice", "sk-bob"].map((key) => ({ key, hash: createHash("sha256").update(key).digest("hex") }));
  const gateway = await running({
    ...configOf([deployment("m", params)], {
      settings: { overwrite_user_with_key_hash: true, add_user_information_to_llm_headers: true },
      general: { staticKeys: keys.map(({ key }) => ({ key, alias: `alias-${key}` })), forwardClientHeaders: true },
    }),
  });
  const askers = [...keys, ...keys, ...keys];
  for (const [round, { key }] of askers.entries()) {
    const body = {
      model: "m",
      max_tokens: 9,
      user: "nobody",
      messages: [{ role: "user", content: `Question ${round}` }],
    };
    const headers = { authorization: `Bearer ${key}`, "x-litellm-customer-id": "somebody" };
    await ask(gateway, "/v1/chat/completions", { body, headers });
  }
  expect(provider.asked.map(({ text }) => JSON.parse(text).metadata.user_id)).toEqual(askers.map(({ hash }) => hash));
  expect(provider.asked.map(({ headers }) => headers["x-litellm-user_api_key_hash"])).toEqual(
    askers.map(({ hash }) => hash),
  );
  expect(provider.asked.map(({ headers }) => headers["x-litellm-user_api_key_alias"])).toEqual(
    askers.map(({ key }) => `alias-${key}`),
  );
  expect(new Set(provider.asked.map(({ headers }) => headers["x-litellm-user_api_key_end_user_id"]))).toEqual(
    new Set(["somebody"]),
  );
});
