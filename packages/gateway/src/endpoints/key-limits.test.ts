import { ownedResponseId } from "@lintel/core";
import { describe, expect, it } from "vitest";
import { ask, configOf, deployment, running } from "../test/running.ts";
import { json, upstream } from "../test/upstream.ts";

const RESPONSE = {
  id: "resp_1",
  object: "response",
  created_at: 1_700_000_000,
  model: "gpt-4o-mini",
  status: "completed",
  output: [],
  parallel_tool_calls: true,
  tool_choice: "auto",
  tools: [],
};

const MINE = { authorization: "Bearer sk-of-mine" };
const STORED = "/v1/responses";

/** A gateway whose key `sk-of-mine` may ask for `mine`, and not for `fast`. */
async function limited() {
  const provider = await upstream(json(RESPONSE));
  const params = { model: "openai/gpt-4o-mini", api_key: "sk-upstream", api_base: `${provider.url}/v1` };
  const gateway = await running(
    configOf([deployment("mine", params), deployment("fast", params)], {
      general: { staticKeys: [{ key: "sk-of-mine", models: ["mine"] }] },
    }),
  );
  return { gateway, provider };
}

function idAt(modelId: string, provider = "openai"): string {
  return ownedResponseId({ provider, modelId, id: "resp_1" });
}

describe("a key that was given models", () => {
  const messages = [{ role: "user", content: "Hi" }];

  it.each([
    ["/v1/chat/completions", { model: "fast", messages }],
    ["/engines/fast/chat/completions", { model: "mine", messages }],
    ["/v1/messages", { model: "fast", messages, max_tokens: 1 }],
    ["/v1/messages/count_tokens", { model: "fast", messages }],
    ["/v1/messages/count_tokens", { model: "claude-sonnet-4-5", messages }],
    ["/v1/responses", { model: "fast", input: "Hi" }],
    ["/v1/embeddings", { model: "fast", input: "Hi" }],
    ["/v1/ocr", { model: "fast", document: { type: "document_url", document_url: "https://example.com/a.pdf" } }],
    ["/v1/chat/completions", { model: "id-fast", messages }],
  ])("asks for no other by %s", async (path, body) => {
    const { gateway, provider } = await limited();
    const response = await ask(gateway, path, { body, headers: MINE });
    expect(response.status).toBe(401);
    expect(await response.text()).toContain("key not allowed to access model");
    expect(provider.asked).toHaveLength(0);
  });

  it("reaches what its own deployment has stored, and nothing else", async () => {
    const { gateway, provider } = await limited();
    expect((await ask(gateway, `${STORED}/${idAt("id-mine")}`, { headers: MINE })).status).toBe(200);
    for (const id of [idAt("id-fast"), idAt("fast"), idAt("None"), "resp_1"])
      expect((await ask(gateway, `${STORED}/${id}`, { headers: MINE, method: "DELETE" })).status).toBe(401);
    expect(provider.asked).toHaveLength(1);
  });
});

describe("a stored response", () => {
  it("is asked for where the configuration says, whatever query and body say", async () => {
    const { gateway, provider } = await limited();
    const thief = await upstream(json(RESPONSE));
    const address = `${thief.url}/v1`;
    const id = idAt("id-fast");
    for (const name of ["api_base", "base_url"]) {
      const query = new URLSearchParams({ [name]: address });
      expect((await ask(gateway, `${STORED}/${id}?${query}`)).status).toBe(400);
      expect((await ask(gateway, `${STORED}/${id}/cancel`, { body: { [name]: address } })).status).toBe(400);
    }
    expect([...thief.asked, ...provider.asked]).toEqual([]);
  });

  it("is not asked for at another provider than its deployment's, whatever its id says", async () => {
    const { gateway, provider } = await limited();
    const response = await ask(gateway, `${STORED}/${idAt("id-fast", "azure")}`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("another provider");
    expect(provider.asked).toHaveLength(0);
  });
});
