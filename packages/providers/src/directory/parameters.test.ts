import { describe, expect, test } from "vitest";
import { undescribed } from "../described/undescribed.ts";
import { parameterRules } from "./parameters.ts";

const rules = parameterRules(undescribed);

function asked(provider: string, model: string, abilities: readonly string[] = []) {
  const can = (ability: string): boolean => abilities.includes(ability);
  return { provider, model, kind: model, type: "chat_completion", can, supports: can, ownerOf: () => undefined };
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

  test("are none of a provider without a list", () => {
    expect(rules.of(asked("stability", "my-model"))).toBeNull();
    expect(rules.of({ ...asked("groq", "whisper"), type: "nothing" })).not.toBeNull();
  });

  test("depend on whose model it is where a provider serves those of several", () => {
    expect(rules.of(asked("vertex_ai", "gemini-3-pro"))).not.toContain("presence_penalty");
    expect(rules.of(asked("vertex_ai", "claude-opus-9", ["reasoning"]))).toContain("thinking");
    expect(rules.of(asked("bedrock", "agent/a/b"))).toEqual([]);
    expect(rules.of(asked("bedrock", "invoke/mistral.x"))).toContain("stop");
    expect(rules.of(asked("azure_ai", "grok-4"))).not.toContain("stop");
  });

  test("are those of a deployment's hint as well, which says what it is", () => {
    expect(rules.of({ ...asked("azure", "mine"), hint: "o3" })).toContain("reasoning_effort");
    expect(rules.of(asked("azure", "mine"))).not.toContain("reasoning_effort");
  });
});
