import { describe, expect, it } from "vitest";
import type { JsonObject } from "../json/index.ts";
import type { ProviderDirectory } from "./directory.ts";
import type { Answer } from "./front.ts";
import { mockAnswer } from "./mock-answer.ts";

const NONE = (): undefined => undefined;
const providers: ProviderDirectory = {
  entries: [],
  find: (provider) => ({
    provider,
    label: "Example",
    extras: "body",
    isChat: true,
    isPrefixOnly: false,
    inheritsHeaders: false,
    isSdk: false,
  }),
  bare: NONE,
  hosts: [],
  unknown: (model) => model,
  deployments: "",
  proxy: "",
  fallback: "other",
  reserved: new Set(),
  scoped: [],
  chat: {
    tools: { keys: [], takes: () => true },
    signatures: { separator: "", keeps: () => true },
    keepsDeveloper: () => true,
    refused: () => [],
    diverts: NONE,
  },
};

const STAMP = { id: "0".repeat(32), now: 1_700_000_000 };

function answering(given: JsonObject) {
  const target = { provider: "example", model: "m", providers };
  return mockAnswer({ given, target, requestedModel: "example/m", timeout: 5 });
}

function answer(given: JsonObject): Answer | undefined {
  return answering(given)?.answer(STAMP);
}

function contents(given: JsonObject): readonly unknown[] {
  const made = answer({ stream: true, ...given });
  return made?.answer === "chunks" ? Array.from(made.chunks, ({ choices }) => choices) : [];
}

describe("a mock answer", () => {
  it("is given only where the call names one", () => {
    expect(answering({})).toBeUndefined();
    expect(answering({ mock_response: "", mock_timeout: false })).toBeUndefined();
  });

  it("says the text in every choice, with LiteLLM's usage", () => {
    const message = { content: "hello", role: "assistant" };
    expect(answer({ mock_response: "hello", n: 2 })).toMatchObject({
      value: {
        model: "m",
        choices: [
          { finish_reason: "stop", index: 0, message },
          { finish_reason: "stop", index: 1, message },
        ],
        usage: { prompt_tokens: 10, completion_tokens: 20, total_tokens: 30 },
      },
    });
  });

  it.each([{}, { stream: true }])("refuses more choices than a provider makes: %j", (more) => {
    expect(answer({ mock_response: "hello", n: 1e10, ...more })).toMatchObject({
      answer: "fault",
      fault: { kind: "BadRequestError", origin: "caller", param: "n" },
    });
  });

  it("calls the tools it is told to", () => {
    const call = { id: "c", type: "function", function: { name: "f", arguments: "{}" } };
    expect(answer({ mock_tool_calls: [call] })).toMatchObject({
      value: { choices: [{ message: { content: "This is a mock request", tool_calls: [call] } }] },
    });
  });

  it("streams three characters a chunk, whole ones, and then the finish", () => {
    expect(contents({ mock_response: "hé🙂 x" })).toEqual([
      [{ index: 0, delta: { role: "assistant", content: "hé🙂" } }],
      [{ index: 0, delta: { content: " x" } }],
      [{ index: 0, delta: {}, finish_reason: "stop" }],
    ]);
  });

  it("is an object's own answer, completed", () => {
    expect(answer({ mock_response: { choices: [{ message: { content: "d" } }], other: 1 } })).toMatchObject({
      value: {
        created: 1_700_000_000,
        object: "chat.completion",
        choices: [{ finish_reason: "stop", index: 0, message: { content: "d", role: "assistant" } }],
        other: 1,
      },
    });
  });

  it.each([
    ["litellm.RateLimitError", 429, "litellm.RateLimitError: this is a mock rate limit error"],
    ["litellm.InternalServerError", 500, "litellm.InternalServerError: this is a mock internal server error"],
    [
      "Exception: content_filter_policy",
      400,
      "litellm.BadRequestError: ExampleException - litellm.MockException: Exception: content_filter_policy",
    ],
  ])("acts out %s, streamed or not", (mock_response, status, message) => {
    for (const stream of [false, true])
      expect(answer({ mock_response, stream })).toMatchObject({ fault: { status, message, provider: "example" } });
  });

  it("breaks a stream off where it is told to", () => {
    expect(answer({ mock_response: "Exception: mock_streaming_error", stream: true })).toMatchObject({
      answer: "chunks",
      chunks: [],
      fault: { kind: "MidStreamFallbackError", status: 529 },
    });
  });

  it("times out after the call's own time", () => {
    expect(answering({ mock_timeout: true })?.afterMs).toBe(5000);
    expect(answer({ mock_timeout: true, mock_response: "x" })).toMatchObject({
      fault: { kind: "Timeout", message: "litellm.Timeout: This is a mock timeout error", model: "example/m" },
    });
  });

  it("is made as it is read: a chunk of a long one costs nothing for those behind it", () => {
    const made = answer({ stream: true, mock_response: "abc".repeat(1_000_000), n: 100 });
    const [first] = made?.answer === "chunks" ? made.chunks : [];
    expect(first).toMatchObject({
      choices: expect.arrayContaining([{ index: 99, delta: { content: "abc", role: "assistant" } }]),
    });
  });
});
