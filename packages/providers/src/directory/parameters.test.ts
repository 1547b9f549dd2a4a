import { describe, expect, test } from "vitest";
import { undescribed } from "../described/undescribed.ts";
import { parameterRules } from "./parameters.ts";

const rules = parameterRules(undescribed);

function asked(provider: string, model: string, abilities: readonly string[] = []) {
  return { provider, model, type: "chat_completion", can: (ability: string) => abilities.includes(ability) };
}

describe("the parameters of a provider's models", () => {
  test("are OpenAI's where it speaks as OpenAI does, with those it takes besides", () => {
    const list = rules.of(asked("minimax", "my-model")) ?? [];
    expect(list).toContain("response_format");
    expect(list.at(-1)).toBe("reasoning_split");
    expect(rules.of(asked("minimax", "my-model", ["reasoning"]))?.at(-1)).toBe("thinking");
  });

  test("leave out what a model is not known to do", () => {
    expect(rules.of(asked("poe", "my-model"))).not.toContain("tools");
    expect(rules.of(asked("poe", "my-model", ["function_calling"]))).toContain("tools");
  });

  test("are none of a provider without a list, and unknown where they depend on more of the name", () => {
    expect(rules.of(asked("stability", "my-model"))).toBeNull();
    expect(rules.of({ ...asked("groq", "whisper"), type: "nothing" })).not.toBeNull();
    expect(rules.of(asked("azure", "my-model"))).toBeUndefined();
  });
});
