import OpenAI from "openai";
import type { RunnableToolFunctionWithParse } from "openai/lib/RunnableFunction";
import { describe, expect, it } from "vitest";
import { ANTHROPIC, CITY, laneOf, OPENAI } from "../test/lanes.ts";
import { MASTER_KEY } from "../test/running.ts";

const ASK = { model: "fast", messages: [{ role: "user" as const, content: "How are you?" }] };

const TOOLS: OpenAI.ChatCompletionTool[] = [
  { type: "function", function: { name: "weather", description: "Degrees in a town.", parameters: CITY } },
];

const RUNNABLE: RunnableToolFunctionWithParse<{ city: string }> = {
  type: "function",
  function: {
    name: "weather",
    description: "Degrees in a town.",
    parameters: CITY,
    parse: (text) => JSON.parse(text),
    function: ({ city }) => `18 degrees in ${city}`,
  },
};

function clientOf(url: string, defaultHeaders: Readonly<Record<string, null>> = {}): OpenAI {
  return new OpenAI({ apiKey: MASTER_KEY, baseURL: `${url}/v1`, maxRetries: 0, defaultHeaders });
}

describe.each([OPENAI, ANTHROPIC])("the openai client over $lane", (kind) => {
  it("reads a whole chat completion", async () => {
    const { gateway } = await laneOf(kind);
    const { data, request_id } = await clientOf(gateway.url)
      .chat.completions.create({ ...ASK, max_tokens: 50 })
      .withResponse();
    expect(data).toMatchObject({ object: "chat.completion", model: "fast" });
    expect(data.choices[0]).toMatchObject({ finish_reason: "stop", message: { content: "Hello there, caller!" } });
    expect(data.usage).toMatchObject({ prompt_tokens: 19, completion_tokens: 10, total_tokens: 29 });
    expect(request_id === null || typeof request_id === "string").toBe(true);
  });

  it("follows a stream with its helper, usage at the end", async () => {
    const { gateway } = await laneOf(kind);
    const stream = clientOf(gateway.url).chat.completions.stream({ ...ASK, stream_options: { include_usage: true } });
    const deltas: string[] = [];
    stream.on("content.delta", ({ delta }) => void deltas.push(delta));
    const { choices, usage } = await stream.finalChatCompletion();
    expect(deltas.length).toBeGreaterThan(1);
    expect(deltas.join("")).toBe("Hello there, caller!");
    expect(choices[0]?.finish_reason).toBe("stop");
    expect(usage).toMatchObject({ prompt_tokens: 19, completion_tokens: 10 });
  });

  it("iterates a stream without usage, which it has not asked for", async () => {
    const { gateway } = await laneOf(kind);
    const seen: OpenAI.ChatCompletionChunk[] = [];
    for await (const chunk of await clientOf(gateway.url).chat.completions.create({ ...ASK, stream: true }))
      seen.push(chunk);
    expect(seen.every(({ object, model }) => object === "chat.completion.chunk" && model === "fast")).toBe(true);
    expect(seen.every(({ usage }) => (usage ?? null) === null)).toBe(true);
    expect(seen.map(({ choices }) => choices[0]?.delta.content ?? "").join("")).toBe("Hello there, caller!");
  });

  it.each([false, true])("runs a tool and hands its result back (streamed: %s)", async (isStreamed) => {
    const { gateway, provider } = await laneOf(kind);
    const { completions } = clientOf(gateway.url).chat;
    const asked = { ...ASK, tools: [RUNNABLE] };
    const runner = isStreamed ? completions.runTools({ ...asked, stream: true }) : completions.runTools(asked);
    expect(await runner.finalContent()).toBe("It is 18 degrees in Ulm.");
    expect(provider.asked).toHaveLength(2);
    expect(provider.asked[1]?.text).toContain("18 degrees in Ulm");
  });

  it("reads a tool call's parts from a stream", async () => {
    const { gateway } = await laneOf(kind);
    const stream = clientOf(gateway.url).chat.completions.stream({ ...ASK, tools: TOOLS });
    const [choice] = (await stream.finalChatCompletion()).choices;
    const [call] = choice?.message.tool_calls ?? [];
    expect(choice?.finish_reason).toBe("tool_calls");
    expect(call).toMatchObject({ type: "function", function: { name: "weather" } });
    expect(JSON.parse(call?.type === "function" ? call.function.arguments : "")).toEqual({ city: "Ulm" });
  });

  it.each([
    [400, OpenAI.BadRequestError],
    [401, OpenAI.AuthenticationError],
    [404, OpenAI.NotFoundError],
    [429, OpenAI.RateLimitError],
    [500, OpenAI.InternalServerError],
  ] as const)("throws its own class for a provider's %i, whole and streamed", async (status, expected) => {
    const { gateway } = await laneOf(kind);
    const asked = { ...ASK, messages: [{ role: "user" as const, content: `fail ${status}` }] };
    for (const stream of [false, true]) {
      const failed = await clientOf(gateway.url)
        .chat.completions.create({ ...asked, stream })
        .then(
          () => undefined,
          (error: unknown) => error,
        );
      expect(failed).toBeInstanceOf(expected);
      expect(failed).toMatchObject({ status, error: { message: expect.stringMatching(/\w/), code: String(status) } });
    }
  });

  it("throws its own classes for what the gateway refuses", async () => {
    const { gateway, provider } = await laneOf(kind);
    const { completions } = clientOf(gateway.url).chat;
    await expect(completions.create({ ...ASK, model: "nobody" })).rejects.toBeInstanceOf(OpenAI.BadRequestError);
    const nameless = clientOf(gateway.url, { authorization: null }).chat.completions.create(ASK);
    await expect(nameless).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
    expect(provider.asked).toHaveLength(0);
  });
});
