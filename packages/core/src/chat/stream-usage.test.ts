import { describe, expect, it } from "vitest";
import { int, type JsonObject, print } from "../json/index.ts";
import { missingCounts, streamUsage } from "./stream-usage.ts";
import { addUsage, NO_USAGE, withoutCursor } from "./stream-usage-total.ts";

function total(...usages: readonly JsonObject[]): ReturnType<typeof addUsage> {
  return usages.reduce(addUsage, NO_USAGE);
}

function printed(value: JsonObject): string {
  const text = print(value, "orjson");
  return text.ok ? text.text : text.message;
}

const PLAIN = { counts: {}, isPlainText: true } as const;

describe("a stream's usage", () => {
  it("adds prompt and completion up itself, whatever total the provider tells", () => {
    const usage = streamUsage(total({ prompt_tokens: 11, completion_tokens: 7, total_tokens: 99 }), PLAIN);
    expect(printed(usage)).toBe(
      '{"completion_tokens":7,"prompt_tokens":11,"total_tokens":18,"completion_tokens_details":{"reasoning_tokens":0,"text_tokens":7}}',
    );
  });

  it("takes the last count that is not zero, and details from whichever chunk had them last", () => {
    const first = { prompt_tokens: 1, completion_tokens: 0, prompt_tokens_details: { cached_tokens: 1 } };
    const last = { prompt_tokens: 0, completion_tokens: 3, completion_tokens_details: { reasoning_tokens: 1 } };
    expect(streamUsage(total(first, last), PLAIN)).toEqual({
      completion_tokens: 3,
      prompt_tokens: 1,
      total_tokens: 4,
      completion_tokens_details: { reasoning_tokens: 1 },
      prompt_tokens_details: { cached_tokens: 1 },
    });
  });

  it("puts cache counts told beside the details into them, under both names of writes", () => {
    const told = { prompt_tokens: 9, completion_tokens: 1, cache_read_input_tokens: 5, cache_creation_input_tokens: 4 };
    expect(streamUsage(total(told), PLAIN)).toMatchObject({
      prompt_tokens_details: { cached_tokens: 5, cache_write_tokens: 4, cache_creation_tokens: 4 },
      cache_creation_input_tokens: 4,
      cache_read_input_tokens: 5,
    });
  });

  it("keeps numbers beyond 2^53", () => {
    const big = int("1152921504606846976");
    const usage = streamUsage(total({ prompt_tokens: big, completion_tokens: 7 }), PLAIN);
    expect(printed(usage)).toContain('"prompt_tokens":1152921504606846976,"total_tokens":1152921504606846983');
  });

  it("prints a cost as a float: the provider's own before the computed one, and none that is not above zero", () => {
    const told = { prompt_tokens: 1, completion_tokens: 1 };
    expect(printed(streamUsage(total({ ...told, cost: 1 }), { ...PLAIN, cost: 2 }))).toContain('"cost":1.0');
    expect(printed(streamUsage(total(told), { ...PLAIN, cost: 2 }))).toContain('"cost":2.0');
    expect(streamUsage(total(told), { ...PLAIN, cost: 0 })).not.toHaveProperty("cost");
    expect(streamUsage(total(told), PLAIN)).not.toHaveProperty("cost");
  });

  it("asks for what is missing only: no text needs no counting, reasoning only where details lack it", () => {
    const said = { isPlainText: false, completion: "", reasoning: "hm" };
    expect(missingCounts(NO_USAGE, said)).toEqual({ prompt: true, completion: false, reasoning: true });
    const told = total({ prompt_tokens: 1, completion_tokens: 2, completion_tokens_details: { reasoning_tokens: 0 } });
    expect(missingCounts(told, said)).toEqual({ prompt: false, completion: false, reasoning: false });
  });

  it("drops a lone count that is a place holder only until a second one comes", () => {
    const first = { prompt_tokens: 5, completion_tokens: 1, completion_tokens_details: { reasoning_tokens: 0 } };
    const { completion, completionDetails } = withoutCursor(total(first));
    expect({ completion, completionDetails }).toEqual({ completion: 0, completionDetails: undefined });
    const both = total(first, { completion_tokens: 7 });
    expect(withoutCursor(both)).toBe(both);
  });
});
