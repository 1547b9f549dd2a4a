import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ABILITIES } from "@lintel/core/pricing";
import { describe, expect, it, onTestFinished } from "vitest";
import * as sdk from "./index.ts";
import { completionReply, json, lintel, provider } from "./test/provider.ts";

const messages = [{ role: "user", content: "Hi" }] as const;
const ROW = { litellm_provider: "openai", mode: "chat", input_cost_per_token: 0.001, output_cost_per_token: 0.002 };

async function file(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "lintel-prices-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "prices.json");
  await writeFile(path, text);
  return path;
}

describe("what something costs", () => {
  it("is told of an answer, of tokens, and of texts that are counted first", async () => {
    const { completionCost, costPerToken } = lintel();
    expect(await completionCost({ completion_response: completionReply })).toMatchObject({ litellm: 1.05e-6 });
    const asked = { model: "gpt-4o", prompt_tokens: 1000, completion_tokens: 500 };
    expect((await costPerToken(asked)).sides).toEqual({ input: 0.0025, output: 0.005 });
    const texts = await completionCost({ model: "gpt-4o", prompt: "Hello, world!", completion: "Hi" });
    expect(texts.lines.map(({ quantity }) => quantity)).toEqual([4, 1]);
  });

  it("tells what was used and has no price, for which LiteLLM bills nothing", async () => {
    const usage = { prompt_tokens: 7, completion_tokens: 2, total_tokens: 9 };
    const own = lintel({ models: { "openai/mine": { litellm_provider: "openai", input_cost_per_token: 0.5 } } });
    const unknown = await own.completionCost({
      model: "openrouter/anthropic/claude-haiku-4.5",
      completion_response: { usage },
    });
    expect(unknown).toMatchObject({
      litellm: 0,
      losses: [{ reason: expect.stringContaining("nothing is billed") }, {}],
    });
    const pages = { model: "mistral-ocr-2505-completion", pages: [], usage_info: { pages_processed: 3 } };
    const asked = {
      completion_response: pages,
      model: "mistral-ocr-latest",
      custom_llm_provider: "mistral",
      call_type: "aocr",
    };
    expect(await own.completionCost(asked)).toMatchObject({
      litellm: 0,
      losses: [{ pointer: "/completion_response/usage_info/pages_processed" }],
    });
    expect((await own.completionCost({ model: "openai/mine", completion_response: { usage } })).losses).toBeUndefined();
  });

  it("is refused for a model nobody knows", async () => {
    await expect(lintel().costPerToken({ model: "openai/mine", prompt_tokens: 1 })).rejects.toBeInstanceOf(
      sdk.ModelNotMappedError,
    );
  });
});

describe("what a model can do", () => {
  it("is told for every ability under LiteLLM's name for it", async () => {
    const own = lintel();
    expect(await own.supportsVision({ model: "gpt-4o" })).toBe(true);
    expect(await own.supportsVision({ model: "gpt-3.5-turbo" })).toBe(false);
    expect(await own.supports({ model: "gpt-4o", ability: "function_calling" })).toBe(true);
    const names = Object.keys(ABILITIES).map(
      (name) =>
        `supports${name
          .split("_")
          .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
          .join("")}`,
    );
    expect(names.filter((name) => !(name in own) || !(name in sdk))).toEqual([]);
  });

  it("and how much it reads and says", async () => {
    const { getMaxTokens, getModelInfo, getModifiedMaxTokens } = lintel();
    expect(await getMaxTokens({ model: "gpt-4o" })).toBe(16384);
    expect(await getModelInfo({ model: "gpt-4o" })).toMatchObject({
      key: "gpt-4o",
      max_input_tokens: 128000,
      mode: "chat",
    });
    const asked = { model: "gpt-4o", base_model: "gpt-4o", messages, user_max_tokens: 999999 };
    expect(await getModifiedMaxTokens(asked)).toBe(16384);
    await expect(getModelInfo({ model: "nobody-knows-it" })).rejects.toThrow("isn't mapped yet");
  });
});

describe("prices of one's own", () => {
  it("are registered at run time, for these functions alone, and count in receipts", async () => {
    const { origin } = await provider(json({ ...completionReply, model: "mine" }));
    const [own, other] = [lintel(), lintel()];
    expect(
      await own.registerModel({ model_cost: { "openai/mine": ROW, "gpt-4o": { input_cost_per_token: 1 } } }),
    ).toEqual(["openai/mine", "gpt-4o"]);
    const { receipt } = await own.completion.withResponse({ model: "openai/mine", messages, api_base: origin });
    expect(await receipt()).toMatchObject({
      litellm: 0.005,
      rows: [{ key: "openai/mine", source: { name: "registered" } }],
    });
    const asked = { model: "gpt-4o", prompt_tokens: 1, completion_tokens: 1 };
    expect((await own.costPerToken(asked)).sides).toEqual({ input: 1, output: 0.00001 });
    expect((await other.costPerToken(asked)).sides.input).toBe(2.5e-6);
    await own.registerModel({ model_cost: { "GPT-4O": { output_cost_per_token: 2 } } });
    expect((await own.costPerToken(asked)).sides).toEqual({ input: 1, output: 2 });
  });

  it("are read from a file when they are asked for", async () => {
    const path = await file(JSON.stringify({ "openai/mine": ROW }));
    const asked = { model: "openai/mine", prompt_tokens: 1 };
    const registering = lintel();
    await registering.registerModel({ model_cost: path });
    expect((await registering.costPerToken(asked)).litellm).toBe(0.001);
    const instead = lintel({ facts: path });
    expect((await instead.costPerToken(asked)).rows).toEqual([{ key: "openai/mine", source: { name: path } }]);
    await expect(instead.getMaxTokens({ model: "gpt-4o" })).rejects.toThrow();
    const given = lintel({ facts: { "openai/mine": ROW }, models: { "openai/mine": { output_cost_per_token: 7 } } });
    expect((await given.costPerToken({ ...asked, completion_tokens: 1 })).sides).toEqual({ input: 0.001, output: 7 });
  });

  it("are refused, by name, where they cannot be read", async () => {
    const path = await file("[1]");
    const asked = { model: "openai/mine", prompt_tokens: 1 };
    await expect(lintel({ facts: path }).costPerToken(asked)).rejects.toThrow("is no price map");
    await expect(lintel({ facts: "/nowhere.json" }).costPerToken(asked)).rejects.toThrow("/nowhere.json");
    await expect(lintel().registerModel({ model_cost: "/nowhere.json" })).rejects.toBeInstanceOf(sdk.BadRequestError);
    await expect(lintel().registerModel({ model_cost: path })).rejects.toThrow("model_cost must be an object");
    expect(() => lintel({ models: { a: { b: () => undefined } } })).toThrow("models");
  });

  it("of one call hold for that call", async () => {
    const { origin } = await provider(json(completionReply));
    const own = lintel();
    const asked = { model: "openai/gpt-4o-mini", messages, api_base: origin } as const;
    const dear = await own.completion.withResponse({ ...asked, input_cost_per_token: 1, output_cost_per_token: 2 });
    expect((await dear.receipt()).litellm).toBe(5);
    const plain = await own.completion.withResponse(asked);
    expect((await plain.receipt()).litellm).toBe(1.05e-6);
  });
});
