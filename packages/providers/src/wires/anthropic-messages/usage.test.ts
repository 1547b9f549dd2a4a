import { int, type Json, type JsonObject } from "@lintel/core/json";
import { describe, expect, it } from "vitest";
import { trouble } from "./trouble.ts";
import { type ReadUsage, readUsage, type UsageContext, withReasoning } from "./usage.ts";

function read(usage: Json, context: Partial<UsageContext> = {}): ReadUsage {
  return readUsage(usage, { reasoning: undefined, speed: null, trouble: trouble(), ...context });
}

function raised(usage: Json): string | undefined {
  const raising = trouble();
  read(usage, { trouble: raising });
  return raising.text();
}

const CACHED: JsonObject = {
  input_tokens: 12,
  cache_creation_input_tokens: 1500,
  cache_read_input_tokens: 300,
  cache_creation: { ephemeral_5m_input_tokens: 500, ephemeral_1h_input_tokens: 1000 },
  output_tokens: 6,
};

describe("a usage of Anthropic's", () => {
  it("counts what was written to the cache and read from it as prompt, and says where it went", () => {
    expect(read(CACHED).value).toMatchObject({
      prompt_tokens: 1812,
      completion_tokens: 6,
      total_tokens: 1818,
      prompt_tokens_details: {
        cached_tokens: 300,
        text_tokens: 12,
        cache_creation_tokens: 1500,
        cache_creation_token_details: { ephemeral_5m_input_tokens: 500, ephemeral_1h_input_tokens: 1000 },
      },
    });
  });

  it("conserves the buckets: none overlaps another, and they add up to the totals", () => {
    const { value } = read({ ...CACHED, output_tokens_details: { thinking_tokens: 4 } });
    expect(value).toMatchObject({ completion_tokens_details: { reasoning_tokens: 4, text_tokens: 2 } });
  });

  it("adds up the rounds of a call that took several", () => {
    const iterations = [
      {
        input_tokens: 5,
        output_tokens: 7,
        cache_creation_input_tokens: 10,
        cache_creation: { ephemeral_1h_input_tokens: 4 },
      },
      { input_tokens: 50, output_tokens: 8, cache_read_input_tokens: 20 },
    ];
    expect(read({ input_tokens: 1, output_tokens: 1, iterations }).value).toMatchObject({
      prompt_tokens: 85,
      completion_tokens: 15,
      prompt_tokens_details: {
        cache_creation_token_details: { ephemeral_5m_input_tokens: 6, ephemeral_1h_input_tokens: 4 },
      },
    });
  });

  it("keeps counts beyond 2^53", () => {
    const big = int("9007199254740993");
    expect(read({ input_tokens: big, output_tokens: big }).value.total_tokens).toEqual(int("18014398509481986"));
  });

  it("leaves reasoning that nobody told to be counted, and nothing where there was none", () => {
    const told = read({ input_tokens: 1, output_tokens: 9 }, { reasoning: "Hm." });
    expect(told.isUncounted).toBe(true);
    expect(withReasoning(told.value, 20).completion_tokens_details).toEqual({ reasoning_tokens: 9, text_tokens: 0 });
    const silent = read({ input_tokens: 1, output_tokens: 9 }, { content: [{ type: "redacted_thinking" }] });
    expect(silent).toMatchObject({
      isUncounted: false,
      value: { completion_tokens_details: { reasoning_tokens: null } },
    });
    expect(read({ input_tokens: 1, output_tokens: 9 }).value.completion_tokens_details).toEqual({
      reasoning_tokens: 0,
      text_tokens: 9,
    });
  });

  it("of another shape is told in Python's words", () => {
    expect(raised(null)).toBe("'NoneType' object has no attribute 'get'");
    expect(raised({ cache_read_input_tokens: "9" })).toBe("unsupported operand type(s) for +=: 'int' and 'str'");
    expect(raised({ iterations: [5] })).toBe("'int' object has no attribute 'get'");
  });
});
