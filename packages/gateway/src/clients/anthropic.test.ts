import Anthropic from "@anthropic-ai/sdk";
import { describe, expect, it } from "vitest";
import { ANTHROPIC, CITY, laneOf, OPENAI, OPENAI_CHAT } from "../test/lanes.ts";
import { MASTER_KEY } from "../test/running.ts";

const ASK = { model: "fast", max_tokens: 100, messages: [{ role: "user" as const, content: "How are you?" }] };
const TOOLS = [{ name: "weather", description: "Degrees in a town.", input_schema: CITY }];

function clientOf(url: string): Anthropic {
  return new Anthropic({ apiKey: MASTER_KEY, baseURL: url, maxRetries: 0 });
}

describe.each([ANTHROPIC, OPENAI, OPENAI_CHAT])("the @anthropic-ai/sdk client over $lane", (kind) => {
  it("reads a whole message", async () => {
    const { gateway } = await laneOf(kind);
    const message = await clientOf(gateway.url).messages.create(ASK);
    expect(message).toMatchObject({ type: "message", role: "assistant", model: "fast", stop_reason: "end_turn" });
    expect(message.content).toMatchObject([{ type: "text", text: "Hello there, caller!" }]);
    expect(message.usage).toMatchObject({ input_tokens: 19, output_tokens: 10 });
  });

  it("follows a stream with its helper, usage at the end", async () => {
    const { gateway } = await laneOf(kind);
    const stream = clientOf(gateway.url).messages.stream(ASK);
    const texts: string[] = [];
    stream.on("text", (delta) => void texts.push(delta));
    const message = await stream.finalMessage();
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.join("")).toBe("Hello there, caller!");
    expect(message).toMatchObject({ model: "fast", stop_reason: "end_turn" });
    expect(message.usage).toMatchObject({ output_tokens: 10 });
  });

  it.each([false, true])("has a tool called and hands its result back (streamed: %s)", async (isStreamed) => {
    const { gateway, provider } = await laneOf(kind);
    const { messages } = clientOf(gateway.url);
    const say = (params: Anthropic.MessageCreateParamsNonStreaming): Promise<Anthropic.Message> =>
      isStreamed ? messages.stream(params).finalMessage() : messages.create(params);
    const first = await say({ ...ASK, tools: TOOLS });
    expect(first.stop_reason).toBe("tool_use");
    const use = first.content.find((block) => block.type === "tool_use");
    expect(use).toMatchObject({ name: "weather", input: { city: "Ulm" } });
    const result = { type: "tool_result" as const, tool_use_id: use?.id ?? "", content: "18 degrees in Ulm" };
    const turns = [
      ...ASK.messages,
      { role: "assistant" as const, content: first.content },
      { role: "user" as const, content: [result] },
    ];
    const second = await say({ ...ASK, tools: TOOLS, messages: turns });
    expect(second.content).toMatchObject([{ type: "text", text: "It is 18 degrees in Ulm." }]);
    expect(provider.asked[1]?.text).toContain("18 degrees in Ulm");
  });

  it("counts the tokens of a message", async () => {
    const { gateway } = await laneOf(kind);
    const { max_tokens: _, ...counted } = ASK;
    const { input_tokens: count } = await clientOf(gateway.url).messages.countTokens(counted);
    expect(count).toBeGreaterThan(5);
  });

  it.each([
    [400, Anthropic.BadRequestError, "invalid_request_error"],
    [401, Anthropic.AuthenticationError, "authentication_error"],
    [404, Anthropic.NotFoundError, "not_found_error"],
    [429, Anthropic.RateLimitError, "rate_limit_error"],
    [500, Anthropic.InternalServerError, "api_error"],
  ] as const)("throws its own class for a provider's %i, whole and streamed", async (status, expected, type) => {
    const { gateway } = await laneOf(kind);
    const asked = { ...ASK, messages: [{ role: "user" as const, content: `fail ${status}` }] };
    for (const stream of [false, true]) {
      const failed = await clientOf(gateway.url)
        .messages.create({ ...asked, stream })
        .then(
          () => undefined,
          (error: unknown) => error,
        );
      expect(failed).toBeInstanceOf(expected);
      expect(failed).toMatchObject({ status, error: { type: "error", error: { type } } });
    }
  });

  it("throws its own class for a model nobody serves", async () => {
    const { gateway } = await laneOf(kind);
    const call = clientOf(gateway.url).messages.create({ ...ASK, model: "nobody" });
    await expect(call).rejects.toBeInstanceOf(Anthropic.BadRequestError);
  });
});
