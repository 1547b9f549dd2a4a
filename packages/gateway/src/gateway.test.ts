import { adapters } from "@lintel/providers";
import { describe, expect, it, vi } from "vitest";
import type { CallRecord } from "./observe/record.ts";
import { ask, configOf, deployment, keyless, MASTER_KEY, running } from "./test/running.ts";
import { events, json, upstream } from "./test/upstream.ts";

const REPLY = {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1_700_000_000,
  model: "gpt-4o-mini-2024-07-18",
  choices: [
    {
      index: 0,
      message: { role: "assistant", content: "Hello", refusal: null },
      logprobs: null,
      finish_reason: "stop",
    },
  ],
  usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 },
};

const CHUNK = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1_700_000_000, model: "gpt-4o-mini" };

const CHUNKS = [
  { ...CHUNK, choices: [{ index: 0, delta: { role: "assistant", content: "" }, finish_reason: null }] },
  { ...CHUNK, choices: [{ index: 0, delta: { content: "Hello" }, finish_reason: null }] },
  { ...CHUNK, choices: [{ index: 0, delta: {}, finish_reason: "stop" }] },
  { ...CHUNK, choices: [], usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 } },
];

const HELLO = { model: "fast", messages: [{ role: "user", content: "Hi" }] };

function fast(url: string) {
  return deployment("fast", { model: "openai/gpt-4o-mini", api_key: "sk-upstream", api_base: `${url}/v1` });
}

describe("a chat call", () => {
  it("goes to the deployment its model names, and comes back under that name", async () => {
    const { url, asked } = await upstream(json(REPLY));
    const gateway = await running(configOf([fast(url)]));
    const response = await ask(gateway, "/v1/chat/completions", { body: HELLO });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ model: "fast", choices: [{ message: { content: "Hello" } }] });
    expect(response.headers.get("x-litellm-model-id")).toBe("id-fast");
    expect(response.headers.get("x-litellm-response-cost")).toBe("1.95e-06");
    expect(asked[0]?.headers.authorization).toBe("Bearer sk-upstream");
    expect(JSON.parse(asked[0]?.text ?? "")).toMatchObject({ model: "gpt-4o-mini" });
  });

  it("is prepared once for all that differ from it in their messages' texts alone", async () => {
    const { url, asked } = await upstream(json(REPLY));
    const gateway = await running(configOf([fast(url)]));
    const adapter = adapters.find(({ route, provider }) => route === "chat" && provider === "openai");
    if (adapter === undefined) throw new Error("nobody speaks to OpenAI");
    const prepare = vi.spyOn(adapter, "prepare");
    const texts = ["one", "two", "three", "four", "five", "six"];
    for (const content of texts) {
      const body = { ...HELLO, temperature: 0.5, messages: [{ role: "user", content }] };
      expect((await ask(gateway, "/v1/chat/completions", { body })).status).toBe(200);
    }
    const sent = asked.map(({ text }) => JSON.parse(text));
    expect(sent.map(({ messages: [{ content }] }) => content)).toEqual(texts);
    expect(sent.every(({ temperature }) => temperature === 0.5)).toBe(true);
    expect(prepare.mock.calls.length).toBeLessThan(texts.length - 1);
    prepare.mockRestore();
  });

  it("tells apart what caches and reasoning have cost", async () => {
    const usage = {
      prompt_tokens: 100,
      completion_tokens: 20,
      total_tokens: 120,
      prompt_tokens_details: { cached_tokens: 40 },
      completion_tokens_details: { reasoning_tokens: 5 },
    };
    const { url } = await upstream(json({ ...REPLY, usage }));
    const { headers } = await ask(await running(configOf([fast(url)])), "/v1/chat/completions", { body: HELLO });
    const told = ["", "-input", "-output", "-cache-read", "-cache-creation", "-reasoning"].map((part) =>
      headers.get(`x-litellm-response-cost${part}`),
    );
    expect(told).toEqual(["2.4e-05", "9e-06", "1.2e-05", "3e-06", null, "3e-06"]);
  });

  it("asks for the usage of a stream and hides it from a caller who did not", async () => {
    const { url, asked } = await upstream(events(CHUNKS));
    const gateway = await running(configOf([fast(url)]));
    const text = await (await ask(gateway, "/chat/completions", { body: { ...HELLO, stream: true } })).text();
    expect(asked[0]?.text).toContain('"include_usage":true');
    expect(text).not.toContain("usage");
    expect(text.match(/"model":"fast"/g)).toHaveLength(3);
    expect(text.endsWith("data: [DONE]\n\n")).toBe(true);
  });

  it("tells the usage of a stream to a caller who asks", async () => {
    const { url } = await upstream(events(CHUNKS));
    const gateway = await running(configOf([fast(url)]));
    const body = { ...HELLO, stream: true, stream_options: { include_usage: true } };
    const text = await (await ask(gateway, "/v1/chat/completions", { body })).text();
    expect(text).toContain('"total_tokens":7');
  });

  it("is refused before anything is sent where it would choose its own destination", async () => {
    const { url, asked } = await upstream(json(REPLY));
    const gateway = await running(configOf([fast(url)]));
    const elsewhere = [
      { api_base: "http://elsewhere.example" },
      { extra_body: { base_url: "http://elsewhere.example" } },
    ];
    for (const more of elsewhere) {
      const response = await ask(gateway, "/v1/chat/completions", { body: { ...HELLO, ...more } });
      expect(response.status).toBe(400);
    }
    expect(asked).toHaveLength(0);
  });
});

describe("a caller", () => {
  it("without a key learns nothing but health", async () => {
    const gateway = await running(keyless(configOf([])));
    const headers = { authorization: "" };
    expect((await ask(gateway, "/health/liveliness", { headers })).status).toBe(200);
    expect((await ask(gateway, "/v1/chat/completions", { headers, body: HELLO })).status).toBe(401);
  });
});

describe("a path that nobody answers", () => {
  it("is not found, and a method it does not take is told apart", async () => {
    const gateway = await running(configOf([]));
    expect((await ask(gateway, "/v1/nothing")).status).toBe(404);
    expect((await ask(gateway, "/v1/nothing", { body: HELLO })).status).toBe(404);
    const wrong = await ask(gateway, "/v1/chat/completions");
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "POST"]);
  });
});

describe("an observer", () => {
  it("is told of a refused caller, too, and of no key", async () => {
    const records: CallRecord[] = [];
    const gateway = await running(configOf([]), { observers: [{ ended: (record) => records.push(record) }] });
    await ask(gateway, "/v1/chat/completions", { headers: { authorization: "" }, body: HELLO });
    await ask(gateway, "/v1/chat/completions", { body: HELLO });
    await expect.poll(() => records.length).toBe(2);
    expect(records.map(({ status, fault }) => [status, fault?.exception])).toEqual([
      [401, "ProxyException"],
      [400, "ProxyModelNotFoundError"],
    ]);
    expect(JSON.stringify(records)).not.toContain(MASTER_KEY);
  });
});
