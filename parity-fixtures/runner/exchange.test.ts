import { expect, test } from "vitest";
import { callOf, readExchange } from "./exchange.ts";

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

const line = {
  id: "x",
  provider: "groq",
  api: "chat_completions",
  mode: "sse",
  model: "llama",
  tags: [],
  response: {
    status: null,
    headers: { "content-type": "text/event-stream" },
    body_b64: base64('{"a":1}\n{"b":2}\n'),
    framing: "one-json-event-per-line",
  },
};

function read(change: object = {}): ReturnType<typeof readExchange> {
  return readExchange(JSON.parse(JSON.stringify({ ...line, ...change })));
}

test("events that were kept without their framing get it back", () => {
  expect(new TextDecoder().decode(read()?.body)).toBe('data: {"a":1}\n\ndata: {"b":2}\n\ndata: [DONE]\n\n');
});

test("an unknown status is a good one, unless the exchange is marked as an error", () => {
  expect(read()?.status).toBe(200);
  expect(read({ tags: ["error"] })?.status).toBe(400);
});

test("what is no exchange is none", () => {
  expect(readExchange({})).toBeUndefined();
  expect(read({ api: 1 })).toBeUndefined();
});

test("a reply goes through the provider's own adapter, else the one whose wire it is, else nowhere", () => {
  const exchange = read();
  if (exchange === undefined) throw new Error("no exchange");
  const model = (has: (route: string, provider: string) => boolean): unknown => callOf(exchange, has)?.kwargs.model;
  expect(model(() => true)).toBe("groq/llama");
  expect(model((_, provider) => provider === "openai")).toBe("openai/llama");
  expect(model(() => false)).toBeUndefined();
  expect(callOf({ ...exchange, api: "files" }, () => true)).toBeUndefined();
});
