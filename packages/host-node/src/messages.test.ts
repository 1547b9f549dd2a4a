import type { ServerResponse } from "node:http";
import Anthropic from "@anthropic-ai/sdk";
import { describe, expect, it } from "vitest";
import { InternalServerError, LintelError, type MessageEvent, type MessageStream, type MessagesArgs } from "./index.ts";
import { json, lintel, provider, type TestProvider } from "./test/provider.ts";

const env = { ANTHROPIC_API_KEY: "sk-ant-test-0123456789" };
const messages = [{ role: "user" as const, content: "Hi" }];
const asked = { model: "anthropic/claude-opus-4-8", max_tokens: 64, messages };
const usage = { input_tokens: 3, output_tokens: 1 };
const head = { id: "msg_1", type: "message", role: "assistant", model: "claude", stop_sequence: null, usage };
const whole = { ...head, content: [{ type: "text", text: "Hello" }], stop_reason: "end_turn" };

const delta = (index: number, it: object): object => ({ type: "content_block_delta", index, delta: it });
const told: readonly object[] = [
  { type: "message_start", message: { ...head, content: [], stop_reason: null } },
  { type: "content_block_start", index: 0, content_block: { type: "thinking", thinking: "", signature: "" } },
  delta(0, { type: "thinking_delta", thinking: "Well" }),
  delta(0, { type: "signature_delta", signature: "ErUB+/==" }),
  { type: "content_block_stop", index: 0 },
  { type: "content_block_start", index: 1, content_block: { type: "text", text: "" } },
  delta(1, { type: "text_delta", text: "Hel" }),
  { type: "ping" },
  delta(1, { type: "text_delta", text: "lo" }),
  { type: "content_block_stop", index: 1 },
  { type: "content_block_start", index: 2, content_block: { type: "tool_use", id: "toolu_1", name: "t", input: {} } },
  delta(2, { type: "input_json_delta", partial_json: '{"city":' }),
  delta(2, { type: "input_json_delta", partial_json: '"Ulm"}' }),
  { type: "content_block_stop", index: 2 },
  { type: "message_delta", delta: { stop_reason: "tool_use", stop_sequence: null }, usage: { output_tokens: 9 } },
  { type: "message_stop" },
];

function asEvents(events: readonly object[]): (response: ServerResponse) => void {
  return (response) => {
    response.writeHead(200, { "content-type": "text/event-stream", "request-id": "req-1" });
    for (const event of events)
      response.write(`event: ${"type" in event ? event.type : ""}\ndata: ${JSON.stringify(event)}\n\n`);
    response.end();
  };
}

async function all(stream: MessageStream): Promise<readonly MessageEvent[]> {
  const seen: MessageEvent[] = [];
  for await (const event of stream) seen.push(event);
  return seen;
}

/** A server that answers with the events `messages()` makes of the provider's. */
async function relay(events: readonly object[]): Promise<TestProvider> {
  const upstream = await provider(asEvents(events));
  const own = lintel({ env });
  return provider(async (response, { body }) => {
    const args: MessagesArgs = { ...JSON.parse(body), model: "anthropic/claude-opus-4-8", api_base: upstream.origin };
    response.writeHead(200, { "content-type": "text/event-stream" });
    for await (const event of await own.messages({ ...args, stream: true }))
      response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    response.end();
  });
}

describe("messages()", () => {
  it("gives a message as the provider gave it, and sends the request as it was asked", async () => {
    const upstream = await provider(json(whole));
    const { data, head: answer } = await lintel({ env }).messages.withResponse({ ...asked, api_base: upstream.origin });
    expect(data).toEqual(whole);
    expect(answer?.status).toBe(200);
    expect(upstream.asked[0]?.path).toBe("/v1/messages");
    expect(upstream.asked[0]?.headers["x-api-key"]).toBe(env.ANTHROPIC_API_KEY);
    expect(upstream.asked[0]?.body).toBe(
      '{"messages": [{"role": "user", "content": "Hi"}], "max_tokens": 64, "model": "claude-opus-4-8", "stream": false}',
    );
  });

  it("streams the provider's events, and tells the usage", async () => {
    const upstream = await provider(asEvents(told));
    const stream = await lintel({ env }).messages({ ...asked, api_base: upstream.origin, stream: true });
    const seen = await all(stream);
    expect(seen).toEqual(told);
    expect(stream.usage?.value).toEqual({ input_tokens: 3, output_tokens: 9 });
  });

  it("gives the whole message that a stream amounts to, in place of its events", async () => {
    const upstream = await provider(asEvents(told));
    const stream = await lintel({ env }).messages({ ...asked, api_base: upstream.origin, stream: true });
    expect(await stream.message()).toEqual({
      ...head,
      content: [
        { type: "thinking", thinking: "Well", signature: "ErUB+/==" },
        { type: "text", text: "Hello" },
        { type: "tool_use", id: "toolu_1", name: "t", input: { city: "Ulm" } },
      ],
      stop_reason: "tool_use",
      usage: { input_tokens: 3, output_tokens: 9 },
    });
    await expect(stream.message()).rejects.toThrow("has been iterated");
  });

  it("rejects with LiteLLM's class, and with what had come where a stream breaks off", async () => {
    const refusing = await provider(json({ type: "error", error: { type: "api_error", message: "no" } }, 500));
    await expect(lintel({ env }).messages({ ...asked, api_base: refusing.origin })).rejects.toThrow(
      InternalServerError,
    );
    const cut = await provider(asEvents(told.slice(0, 8)));
    const stream = await lintel({ env }).messages({ ...asked, api_base: cut.origin, stream: true });
    const error = await all(stream).catch((it: unknown) => it);
    expect(error).toBeInstanceOf(LintelError);
    expect(error).toMatchObject({ partial: { content: "Hel", usage } });
  });
});

describe("the official client's MessageStream accepts what messages() emits", () => {
  it("as thinking with its signature, text and a tool's input", async () => {
    const server = await relay(told);
    const client = new Anthropic({ apiKey: "none", baseURL: server.origin, maxRetries: 0 });
    const stream = client.messages.stream({ model: "any", max_tokens: 64, messages });
    const texts: string[] = [];
    stream.on("text", (text) => void texts.push(text));
    const message = await stream.finalMessage();
    expect(texts).toEqual(["Hel", "lo"]);
    expect(message.content).toMatchObject([
      { type: "thinking", thinking: "Well", signature: "ErUB+/==" },
      { type: "text", text: "Hello" },
      { type: "tool_use", id: "toolu_1", input: { city: "Ulm" } },
    ]);
    expect(message.stop_reason).toBe("tool_use");
    expect(message.usage).toMatchObject({ input_tokens: 3, output_tokens: 9 });
  });
});
