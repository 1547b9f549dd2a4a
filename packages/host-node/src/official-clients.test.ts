import { Mistral } from "@mistralai/mistralai";
import OpenAI from "openai";
import { describe, expect, it } from "vitest";
import type { CompletionArgs } from "./index.ts";
import {
  events,
  json,
  lintel,
  ocrReply,
  provider,
  type TestProvider,
  textChunks,
  toolChunks,
  usageChunk,
} from "./test/provider.ts";

/** A server that answers a chat request with the chunks `completion()` makes of the provider's. */
async function relay(chunks: readonly unknown[]): Promise<TestProvider> {
  const upstream = await provider(events(chunks));
  const own = lintel();
  return provider(async (response, { body }) => {
    const args: CompletionArgs = { ...JSON.parse(body), model: "openai/gpt-4o-mini", api_base: upstream.origin };
    response.writeHead(200, { "content-type": "text/event-stream" });
    for await (const chunk of await own.completion({ ...args, stream: true }))
      response.write(`data: ${JSON.stringify(chunk)}\n\n`);
    response.end("data: [DONE]\n\n");
  });
}

const messages = [{ role: "user" as const, content: "Hi" }];

describe("the official openai client's stream helper accepts what completion() emits", () => {
  async function streamed(chunks: readonly unknown[], more: object = {}) {
    const server = await relay(chunks);
    const client = new OpenAI({ apiKey: "none", baseURL: server.origin, maxRetries: 0 });
    const seen: string[] = [];
    const stream = client.chat.completions.stream({ model: "any", messages, ...more });
    stream.on("content.delta", ({ delta }) => void seen.push(delta));
    stream.on("tool_calls.function.arguments.done", ({ name, arguments: text }) => void seen.push(`${name}${text}`));
    return { completion: await stream.finalChatCompletion(), seen, stream };
  }

  it("as text", async () => {
    const { completion, seen } = await streamed(textChunks);
    expect(completion.choices[0]?.message.content).toBe("Hello");
    expect(completion.choices[0]?.finish_reason).toBe("stop");
    expect(seen.join("")).toBe("Hello");
  });

  it("as parallel tool calls", async () => {
    const tool = (name: string) => ({
      type: "function",
      function: { name, parameters: { type: "object", properties: {} } },
    });
    const { completion, seen } = await streamed(toolChunks, { tools: [tool("weather"), tool("clock")] });
    const calls = completion.choices[0]?.message.tool_calls?.map((call) =>
      call.type === "function" ? [call.id, call.function.name, call.function.arguments] : call,
    );
    expect(calls).toEqual([
      ["call_a", "weather", '{"city":"Ulm"}'],
      ["call_b", "clock", "{}"],
    ]);
    expect(seen).toEqual(['weather{"city":"Ulm"}', "clock{}"]);
    expect(completion.choices[0]?.finish_reason).toBe("tool_calls");
  });

  it("with usage", async () => {
    const { completion } = await streamed([...textChunks, usageChunk], { stream_options: { include_usage: true } });
    expect(completion.usage).toMatchObject({ prompt_tokens: 3, completion_tokens: 1, total_tokens: 4 });
  });
});

describe("the official Mistral client accepts what ocr() answers", () => {
  it("as its own OCR response", async () => {
    const upstream = await provider(json(ocrReply));
    const own = lintel();
    const document = { type: "document_url", document_url: "https://example.com/a.pdf" } as const;
    const server = await provider(async (response) => {
      const answer = await own.ocr({ model: "mistral/mistral-ocr-latest", document, api_base: upstream.origin });
      json(answer)(response);
    });
    const client = new Mistral({ apiKey: "none", serverURL: server.origin });
    const result = await client.ocr.process({
      model: "any",
      document: { type: "document_url", documentUrl: document.document_url },
    });
    expect(result.pages[0]).toMatchObject({
      index: 0,
      markdown: "# Title",
      dimensions: { dpi: 200, height: 2200, width: 1700 },
    });
    expect(result.pages[0]?.images[0]).toMatchObject({ id: "img-0.jpeg", topLeftX: 1 });
    expect(result.usageInfo).toMatchObject({ pagesProcessed: 1, docSizeBytes: 1234 });
  });
});
