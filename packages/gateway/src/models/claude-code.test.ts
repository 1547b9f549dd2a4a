import { describe, expect, it } from "vitest";
import { claudeCodeModel, claudeCodeName } from "./claude-code.ts";

const routed = new Set(["gpt", "claude", "größe", "claude-router-6a", "j", "big[1m]"]);
const isRouted = (name: string): boolean => routed.has(name);

describe("a name of Claude Code's", () => {
  it.each([
    ["claude-router-677074", "gpt"],
    ["claude-router-677074[1M]", "gpt"],
    ["gpt[1m]", "gpt"],
    ["claude-router-6772c3b6c39f65", "größe"],
    ["gpt", undefined],
    ["nothing[1m]", undefined],
    ["claude-router-6A", undefined],
    ["claude-router-6a", undefined],
    ["claude-router-", undefined],
    ["claude-router-67707", undefined],
    ["claude-router-zz", undefined],
    ["big[1m]", undefined],
  ])("%s stands for %s", (name, model) => {
    expect(claudeCodeModel(name, isRouted)).toBe(model);
  });

  it("is one that leads back, else the model's own", () => {
    expect(claudeCodeName("gpt", undefined, isRouted)).toBe("claude-router-677074");
    expect(claudeCodeName("gpt", 1_000_000, isRouted)).toBe("claude-router-677074[1m]");
    expect(claudeCodeName("claude", 2_000_000, isRouted)).toBe("claude[1m]");
    expect(claudeCodeName("claude", 999_999, isRouted)).toBe("claude");
    expect(claudeCodeName("j", undefined, isRouted)).toBe("j");
    expect(claudeCodeName("openai/*", 1_000_000, isRouted)).toBe("openai/*");
  });
});
