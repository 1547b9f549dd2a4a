import { describe, expect, it } from "vitest";
import { ask, configOf, deployment, running } from "../test/running.ts";
import { json, upstream } from "../test/upstream.ts";

const REPLY = {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1_700_000_000,
  model: "gpt-4o-mini",
  choices: [{ index: 0, message: { role: "assistant", content: "Hello" }, finish_reason: "stop" }],
  usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 },
};

describe("a model's name that a caller chose", () => {
  it.each([
    ["is not ASCII", "日本", "openai/%E6%97%A5%E6%9C%AC"],
    ["has an accent", "é", "openai/%C3%A9"],
    ["breaks lines", "a\rset-cookie: b", "openai/a%0Dset-cookie:%20b"],
    ["holds a control character", "a\u0000b", "openai/a%00b"],
    ["is long", "a".repeat(20_000), `openai/${"a".repeat(1017)}`],
    ["is plain", "a b%c", "openai/a b%c"],
  ])("is told in a header where it %s", async (_, model, told) => {
    const { url } = await upstream(json(REPLY));
    const params = { model: "openai/*", api_key: "sk-upstream", api_base: `${url}/v1` };
    const gateway = await running(configOf([deployment("*", params)]));
    const body = { model, messages: [{ role: "user", content: "Hi" }] };
    const response = await ask(gateway, "/v1/chat/completions", { body });
    expect(response.status).toBe(200);
    expect(response.headers.get("x-litellm-model-name")).toBe(told);
    expect(response.headers.get("set-cookie")).toBeNull();
  });
});
