import { describe, expect, it } from "vitest";
import { ask, configOf, deployment, MASTER_KEY, running } from "../test/running.ts";
import { json, upstream } from "../test/upstream.ts";

describe("embeddings", () => {
  it("are passed on as they are asked, and answered under the public name", async () => {
    const reply = {
      object: "list",
      data: [{ object: "embedding", index: 0, embedding: [0.1, -0.2] }],
      model: "text-embedding-3-small",
      usage: { prompt_tokens: 2, total_tokens: 2 },
    };
    const { url, asked } = await upstream(json(reply));
    const params = { model: "openai/text-embedding-3-small", api_key: "sk-upstream", api_base: `${url}/v1` };
    const gateway = await running(configOf([deployment("embed", params)]));
    const body = { model: "embed", input: ["Hello"], dimensions: 2 };
    const response = await ask(gateway, "/v1/embeddings", { body });
    const details = { completion_tokens_details: null, prompt_tokens_details: null };
    const usage = { completion_tokens: 0, prompt_tokens: 2, total_tokens: 2, ...details };
    expect(await response.json()).toEqual({ ...reply, model: "embed", usage });
    expect(asked[0]?.path).toBe("/v1/embeddings");
    expect(asked[0]?.headers.authorization).toBe("Bearer sk-upstream");
    expect(JSON.parse(asked[0]?.text ?? "")).toEqual({ ...body, model: "text-embedding-3-small" });
  });
});

describe("documents", () => {
  it("are uploaded as a form, or named as JSON", async () => {
    const page = { index: 0, markdown: "# Read", images: [], dimensions: null };
    const reply = { pages: [page], model: "mistral-ocr-latest", usage_info: { pages_processed: 1 } };
    const { url, asked } = await upstream(json(reply));
    const params = { model: "mistral/mistral-ocr-latest", api_key: "upstream", api_base: `${url}/v1` };
    const gateway = await running(configOf([deployment("read", params)]));
    const form = new FormData();
    form.set("model", "read");
    form.set("pages", "[0]");
    form.set("file", new File(["%PDF-1.4"], "one.pdf", { type: "application/pdf" }));
    const sent = { method: "POST", headers: { authorization: `Bearer ${MASTER_KEY}` }, body: form };
    const response = await fetch(`${gateway.url}/v1/ocr`, sent);
    expect(await response.json()).toMatchObject({ model: "read", pages: [{ markdown: "# Read" }] });
    expect(JSON.parse(asked[0]?.text ?? "")).toMatchObject({
      pages: [0],
      document: { type: "document_url", document_url: "data:application/pdf;base64,JVBERi0xLjQ=" },
    });
  });

  it("are not read from this machine", async () => {
    const { url, asked } = await upstream(json({}));
    const params = { model: "mistral/mistral-ocr-latest", api_key: "upstream", api_base: `${url}/v1` };
    const gateway = await running(configOf([deployment("read", params)]));
    const body = { model: "read", document: { type: "file", file: "/etc/hostname" } };
    const response = await ask(gateway, "/v1/ocr", { body });
    expect(response.status).toBe(500);
    expect(await response.text()).toContain("'file' is not supported through the JSON API");
    expect(asked).toHaveLength(0);
  });
});

describe("a stored response", () => {
  it("is asked for at the deployment that made it", async () => {
    const made = {
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
    const { url, asked } = await upstream(json(made));
    const params = { model: "openai/gpt-4o-mini", api_key: "sk-upstream", api_base: `${url}/v1` };
    const gateway = await running(configOf([deployment("fast", params)]));
    const first = await (await ask(gateway, "/v1/responses", { body: { model: "fast", input: "Hi" } })).json();
    const again = await ask(gateway, `/v1/responses/${first.id}`);
    expect(again.status).toBe(200);
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /v1/responses",
      "GET /v1/responses/resp_1",
    ]);
  });
});

describe("the list of models", () => {
  it("tells what is known of each", async () => {
    const gateway = await running(configOf([deployment("fast", { model: "openai/gpt-4o-mini" })]));
    const { data } = await (await ask(gateway, "/v1/models")).json();
    const fast = { id: "fast", object: "model", created: 1_677_610_602, owned_by: "openai", mode: "chat" };
    expect(data).toEqual([{ ...fast, max_input_tokens: 128_000, max_output_tokens: 16_384 }]);
    expect(await (await ask(gateway, "/models/fast")).json()).toMatchObject(fast);
    expect((await ask(gateway, "/models/none")).status).toBe(404);
  });
});
