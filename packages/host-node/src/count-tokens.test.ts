import { describe, expect, it } from "vitest";
import { json, lintel, provider } from "./test/provider.ts";

const env = { ANTHROPIC_API_KEY: "sk-ant-test-0123456789" };
const asked = { model: "anthropic/claude-opus-4-8", messages: [{ role: "user" as const, content: "Hello" }] };

describe("countTokens()", () => {
  it("asks the provider at the base URL that is named", async () => {
    const upstream = await provider(json({ input_tokens: 14 }));
    const counted = await lintel({ env }).countTokens({ ...asked, system: "Be brief.", api_base: upstream.origin });
    expect(counted).toMatchObject({ total_tokens: 14, tokenizer_type: "anthropic_api", certainty: "exact" });
    expect(counted.original_response).toEqual({ input_tokens: 14 });
    const [request] = upstream.asked;
    expect(request?.path).toBe("/v1/messages/count_tokens");
    expect(request?.headers["anthropic-beta"]).toBe("token-counting-2024-11-01");
    expect(request?.headers["x-api-key"]).toBe(env.ANTHROPIC_API_KEY);
    expect(request?.body).toBe(
      '{"model":"claude-opus-4-8","messages":[{"role":"user","content":"Hello"}],"system":"Be brief."}',
    );
  });

  it("counts by itself where the provider refuses, and tells why", async () => {
    const upstream = await provider(json({ type: "error", error: { type: "rate_limit_error", message: "no" } }, 429));
    const own = lintel({ env });
    const { data, losses } = await own.countTokens.withResponse({ ...asked, api_base: upstream.origin });
    expect(data).toMatchObject({ total_tokens: 8, tokenizer_type: "local_tokenizer", original_response: null });
    expect(losses).toMatchObject([{ action: "defaulted" }]);
    expect(losses[0]?.reason).toContain("RateLimitError");
  });

  it("counts by itself without a key, and for a provider that does not count", async () => {
    const own = lintel({ env: {} });
    expect((await own.countTokens(asked)).tokenizer_type).toBe("local_tokenizer");
    const other = await own.countTokens({ ...asked, model: "mistral/mistral-small" });
    expect(other).toMatchObject({ total_tokens: 8, model_used: "mistral-small", certainty: "estimated" });
  });

  it("rejects a model of nobody's", async () => {
    await expect(lintel({ env }).countTokens({ ...asked, model: "nobody/knows" })).rejects.toThrow("Provider NOT");
  });
});
