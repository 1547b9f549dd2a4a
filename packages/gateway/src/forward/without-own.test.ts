import { expect, it } from "vitest";
import { ask, configOf, deployment, running } from "../test/running.ts";
import { json, upstream } from "../test/upstream.ts";
import { withoutOwn } from "./without-own.ts";

const CHAT = { model: "large", messages: [{ role: "user", content: "Hi" }] };
const ANSWER = {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1,
  model: "gpt-4o",
  choices: [{ index: 0, message: { role: "assistant", content: "Hello" }, finish_reason: "stop" }],
  usage: { prompt_tokens: 1000, completion_tokens: 1000, total_tokens: 2000 },
};

it.each([
  {},
  { base_model: "gpt-4o-mini" },
  { model_info: { base_model: "gpt-4o-mini" } },
  { metadata: { model_info: { base_model: "gpt-4o-mini" } } },
  { litellm_metadata: { model_info: { base_model: "gpt-4o-mini", input_cost_per_token: 0 } } },
])("a caller does not choose what a call costs by %j", async (more) => {
  const { url } = await upstream(json(ANSWER));
  const params = { model: "openai/gpt-4o", api_key: "sk-upstream-0123456789", api_base: `${url}/v1` };
  const gateway = await running(configOf([deployment("large", params)]));
  const answer = await ask(gateway, "/v1/chat/completions", { body: { ...CHAT, ...more } });
  expect(await answer.json()).toMatchObject({ choices: [{ message: { content: "Hello" } }] });
  expect(answer.headers.get("x-litellm-response-cost")).toBe("0.0125");
});

it("what else a request says stays as it is, and the request, where nothing goes", () => {
  const body = { ...CHAT, metadata: { user_id: "u", model_info: { id: "x" } }, litellm_metadata: { tags: ["a"] } };
  expect(withoutOwn(body)).toEqual({ ...body, metadata: { user_id: "u" } });
  const plain = { ...CHAT, metadata: { user_id: "u" } };
  expect(withoutOwn(plain)).toBe(plain);
});
