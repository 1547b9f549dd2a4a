import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { APICallError, generateText, isStepCount, jsonSchema, type LanguageModel, streamText, tool } from "ai";
import { describe, expect, it } from "vitest";
import { ANTHROPIC, CITY, laneOf, OPENAI, OPENAI_CHAT } from "../test/lanes.ts";
import { MASTER_KEY } from "../test/running.ts";

function compatible(url: string): LanguageModel {
  return createOpenAICompatible({ name: "lintel", apiKey: MASTER_KEY, baseURL: `${url}/v1`, includeUsage: true })(
    "fast",
  );
}

function anthropic(url: string): LanguageModel {
  return createAnthropic({ apiKey: MASTER_KEY, baseURL: `${url}/v1` })("fast");
}

const prompt = "How warm is it?";
const CALL = { prompt, maxOutputTokens: 100 };

function weather(asked: string[]) {
  return tool({
    description: "Degrees in a town.",
    inputSchema: jsonSchema<{ city: string }>(CITY),
    execute: async ({ city }) => {
      asked.push(city);
      return `18 degrees in ${city}`;
    },
  });
}

describe.each([
  { client: "@ai-sdk/openai-compatible", modelOf: compatible, kind: OPENAI },
  { client: "@ai-sdk/openai-compatible", modelOf: compatible, kind: ANTHROPIC },
  { client: "@ai-sdk/anthropic", modelOf: anthropic, kind: ANTHROPIC },
  { client: "@ai-sdk/anthropic", modelOf: anthropic, kind: OPENAI },
  { client: "@ai-sdk/anthropic", modelOf: anthropic, kind: OPENAI_CHAT },
])("ai with $client over $kind.lane", ({ modelOf, kind }) => {
  it("generates text", async () => {
    const { gateway } = await laneOf(kind);
    const { text, finishReason, usage } = await generateText({ model: modelOf(gateway.url), ...CALL });
    expect([text, finishReason]).toEqual(["Hello there, caller!", "stop"]);
    expect(usage).toMatchObject({ inputTokens: 19, outputTokens: 10 });
  });

  it("streams text", async () => {
    const { gateway } = await laneOf(kind);
    const result = streamText({ model: modelOf(gateway.url), ...CALL });
    const pieces: string[] = [];
    for await (const piece of result.textStream) pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join("")).toBe("Hello there, caller!");
    expect(await result.finishReason).toBe("stop");
    expect(await result.usage).toMatchObject({ inputTokens: 19, outputTokens: 10 });
  });

  it("runs a tool and goes on, whole and streamed", async () => {
    const { gateway, provider } = await laneOf(kind);
    const asked: string[] = [];
    const call = { model: modelOf(gateway.url), ...CALL, tools: { weather: weather(asked) }, stopWhen: isStepCount(3) };
    const whole = await generateText(call);
    expect([whole.text, whole.steps.length]).toEqual(["It is 18 degrees in Ulm.", 2]);
    expect(await streamText(call).text).toBe("It is 18 degrees in Ulm.");
    expect(asked).toEqual(["Ulm", "Ulm"]);
    expect(provider.asked.map(({ text }) => text.includes("18 degrees in Ulm"))).toEqual([false, true, false, true]);
  });

  it("fails with the provider's status and words", async () => {
    const { gateway } = await laneOf(kind);
    const call = generateText({ model: modelOf(gateway.url), ...CALL, prompt: "fail 400", maxRetries: 0 });
    const failed = await call.catch((error: unknown) => error);
    expect(APICallError.isInstance(failed)).toBe(true);
    expect(failed).toMatchObject({ statusCode: 400, message: expect.stringMatching(/temperature|max_tokens/) });
  });
});
