import { describe, expect, it } from "vitest";
import { countedAnswer } from "./counted-answer.ts";
import { done } from "./step.ts";

const UNCOUNTED = {
  ...done({ reasoning: null }),
  uncounted: { text: "Hm.", settle: (tokens: number) => ({ value: { reasoning: tokens } }) },
};

describe("an answer whose reasoning nobody told", () => {
  it("has it counted", async () => {
    const asked: unknown[] = [];
    const count = {
      isAlways: false,
      count: async (it: unknown) => {
        asked.push(it);
        return { counted: true, counts: { reasoning: 3 } } as const;
      },
    };
    expect(await countedAnswer(UNCOUNTED, { model: "m", count })).toEqual({
      value: { reasoning: 3 },
      uncountedLosses: [],
    });
    expect(asked).toEqual([{ model: "m", isTold: true, prompt: false, reasoning: "Hm." }]);
  });

  it("stays without the count, and says so, where nobody can count", async () => {
    const count = { isAlways: false, count: async () => ({ counted: false, reason: "no tokenizer" }) as const };
    const answer = await countedAnswer(UNCOUNTED, { model: "m", count });
    expect(answer).toMatchObject({ value: { reasoning: null }, uncountedLosses: [{ reason: "no tokenizer" }] });
    expect((await countedAnswer(UNCOUNTED, { model: "m", count: undefined })).uncountedLosses).toHaveLength(1);
  });

  it("is as it is where nothing is missing", async () => {
    const answer = await countedAnswer(done({ a: 1 }), { model: "m", count: undefined });
    expect(answer).toMatchObject({ value: { a: 1 }, uncountedLosses: [] });
  });
});
