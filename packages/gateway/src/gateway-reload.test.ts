import { expect, it } from "vitest";
import { CHAT_ANSWER } from "./test/chat-answer.ts";
import { ask, configOf, deployment, running } from "./test/running.ts";
import { json, type Upstream, upstream } from "./test/upstream.ts";

const QUESTION = { model: "m", messages: [{ role: "user", content: "Hi" }] };

function keys({ asked }: Upstream): readonly unknown[] {
  return asked.map(({ headers }) => headers.authorization);
}

it("what a configuration sets in the environment counts from its reading on, secrets and proxies alike", async () => {
  const provider = await upstream(json(CHAT_ANSWER));
  const proxy = await upstream(json(CHAT_ANSWER));
  const base = configOf([deployment("m", { model: "openai/gpt-4o", api_base: `${provider.url}/v1` })]);
  const gateway = await running({ ...base, env: { OPENAI_API_KEY: "sk-first-00000000" } });
  const asking = { body: QUESTION };
  expect((await ask(gateway, "/v1/chat/completions", asking)).status).toBe(200);
  gateway.use({ ...base, env: { OPENAI_API_KEY: "sk-second-0000000" } });
  expect((await ask(gateway, "/v1/chat/completions", asking)).status).toBe(200);
  expect(keys(provider)).toEqual(["Bearer sk-first-00000000", "Bearer sk-second-0000000"]);
  gateway.use({ ...base, env: { OPENAI_API_KEY: "sk-third-00000000", http_proxy: proxy.url } });
  expect((await ask(gateway, "/v1/chat/completions", asking)).status).toBe(200);
  expect(keys(proxy)).toEqual(["Bearer sk-third-00000000"]);
  gateway.use({ ...base, env: {} });
  expect((await ask(gateway, "/v1/chat/completions", asking)).status).toBe(500);
  expect(keys(provider)).toHaveLength(2);
});

it("a call under way ends in the environment it began in", async () => {
  const release: (() => void)[] = [];
  const provider = await upstream((response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.flushHeaders();
    release.push(() => response.end(JSON.stringify(CHAT_ANSWER)));
  });
  const base = configOf([deployment("m", { model: "openai/gpt-4o", api_base: `${provider.url}/v1` })]);
  const gateway = await running({ ...base, env: { OPENAI_API_KEY: "sk-first-00000000" } });
  const answer = ask(gateway, "/v1/chat/completions", { body: QUESTION });
  await expect.poll(() => release.length).toBe(1);
  gateway.use({ ...base, env: { http_proxy: "http://127.0.0.1:9" } });
  for (const end of release) end();
  expect((await answer).status).toBe(200);
});

it("which hosts documents are fetched from is the configuration's, from its reading on", async () => {
  const pictures = await upstream((response) => {
    response.writeHead(200, { "content-type": "image/png" });
    response.end("picture");
  });
  const message = { id: "m", type: "message", role: "assistant", model: "c", content: [{ type: "text", text: "Hi" }] };
  const usage = { input_tokens: 1, output_tokens: 1 };
  const provider = await upstream(json({ ...message, stop_reason: "end_turn", usage }));
  const params = { model: "anthropic/claude-3-5-sonnet-20241022", api_base: provider.url, api_key: "sk-provider-000" };
  const base = configOf([deployment("m", params)]);
  const gateway = await running(base);
  const content = [{ type: "image_url", image_url: { url: `${pictures.url}/a.png` } }];
  const asking = { body: { model: "m", messages: [{ role: "user", content }] } };
  expect((await ask(gateway, "/v1/chat/completions", asking)).status).toBe(400);
  expect(pictures.asked).toHaveLength(0);
  gateway.use({ ...base, settings: { user_url_validation: false } });
  expect((await ask(gateway, "/v1/chat/completions", asking)).status).toBe(200);
  expect(pictures.asked).toHaveLength(1);
  expect(provider.asked.at(-1)?.text).toContain(Buffer.from("picture").toString("base64"));
  gateway.use(base);
  expect((await ask(gateway, "/v1/chat/completions", asking)).status).toBe(400);
  expect([pictures.asked.length, provider.asked.length]).toEqual([1, 1]);
});
