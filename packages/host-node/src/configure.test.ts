import type { Plan } from "@lintel/core";
import type { Host } from "@lintel/core/host";
import { afterEach, describe, expect, it } from "vitest";
import { completion, configure, createLintel, getLlmProvider, getSupportedOpenaiParams, ocr } from "./lintel.ts";
import { ocrReply } from "./test/provider.ts";
import { testHost } from "./test/sending.ts";

const document = { type: "document_url", document_url: "https://example.com/a.pdf" } as const;
const asked = { model: "mistral/mistral-ocr-latest", document } as const;

/** A host that answers every request with the same OCR reply, and keeps what it was to send. */
function scripted(sent: Plan[]): Host {
  return {
    async send(plan) {
      sent.push(plan);
      const reads = [{ read: "bytes", bytes: Buffer.from(JSON.stringify(ocrReply)) } as const];
      const body = { read: async () => reads.shift() ?? ({ read: "end" } as const), cancel: () => undefined };
      return { sent: true, head: { status: 200, headers: [] }, body };
    },
    supply: async () => ({ supplied: false, message: "nothing here" }),
    wait: async () => undefined,
    now: () => 1_700_000_000_000,
    id: () => "00112233445566778899aabbccddeeff",
  };
}

describe("the functions of the module", () => {
  afterEach(() => configure({ env: {}, settings: {} }));

  it("run with what configure was given last, option by option", async () => {
    const [first, second]: [Plan[], Plan[]] = [[], []];
    configure({ host: scripted(first), env: { MISTRAL_API_KEY: "one-0123456789" } });
    expect((await ocr(asked)).pages).toHaveLength(1);
    configure({ host: scripted(second) });
    await ocr(asked);
    expect(first).toHaveLength(1);
    expect(second).toHaveLength(1);
    expect(second[0]?.headers).toEqual(first[0]?.headers);
    expect(JSON.stringify(second)).not.toContain("one-0123456789");
  });

  it("read nothing and send nothing before the first call", async () => {
    configure({ env: {} });
    const args = {
      model: "openai/gpt-4o",
      messages: [{ role: "user", content: "Hi" }],
      mock_response: "Hello",
    } as const;
    expect((await completion(args)).choices[0]?.message.content).toBe("Hello");
    let text = "";
    for await (const chunk of await completion({ ...args, stream: true }))
      text += chunk.choices[0]?.delta.content ?? "";
    expect(text).toBe("Hello");
  });
});

describe("functions that send nothing", () => {
  it("tell whose model a name means, without its key", async () => {
    configure({ host: scripted([]), env: { MISTRAL_API_KEY: "one-0123456789" } });
    expect(await getLlmProvider({ model: "mistral/mistral-large-latest" })).toEqual({
      model: "mistral-large-latest",
      custom_llm_provider: "mistral",
      dynamic_api_key: "***",
      api_base: "https://api.mistral.ai/v1",
    });
    await expect(getLlmProvider({ model: "never-heard-of-it" })).rejects.toMatchObject({ name: "BadRequestError" });
  });

  it("tell what a model takes, and null for nobody's model", async () => {
    configure({ host: testHost() });
    expect(await getSupportedOpenaiParams({ model: "o3" })).toContain("reasoning_effort");
    expect(await getSupportedOpenaiParams({ model: "never-heard-of-it" })).toBeNull();
    expect(await getSupportedOpenaiParams({ model: "mistral/x" })).toContain("temperature");
  });
});

describe("an instance", () => {
  it("keeps its own settings", async () => {
    const [ours, theirs]: [Plan[], Plan[]] = [[], []];
    const one = createLintel({ host: scripted(ours), env: { MISTRAL_API_KEY: "one-0123456789" } });
    const two = createLintel({ host: scripted(theirs), env: { MISTRAL_API_KEY: "two-0123456789" } });
    await Promise.all([one.ocr(asked), two.ocr(asked), two.ocr(asked)]);
    expect([ours.length, theirs.length]).toEqual([1, 2]);
    await Promise.all([one.close(), two.close()]);
  });

  it("gives losses and head with an answer that asks for them", async () => {
    const own = createLintel({ host: scripted([]), env: { MISTRAL_API_KEY: "one-0123456789" } });
    const { data, head, losses } = await own.ocr.withResponse({ ...asked, num_retries: 3 });
    expect(data.model).toBe("mistral-ocr-2505-completion");
    expect(head).toEqual({ status: 200, headers: [] });
    expect(losses).toContainEqual({ pointer: "/num_retries", action: "dropped", reason: expect.any(String) });
  });
});
