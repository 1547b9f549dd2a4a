import { describe, expect, it } from "vitest";
import { fitsAny } from "./fits-any.ts";

function fits(model: string, ...names: readonly string[]): boolean {
  return fitsAny(model, names, {});
}

describe("a list of models and patterns", () => {
  it("has a model by its name or a pattern of all of it, not of its beginning alone", () => {
    expect(fits("gpt-4o", "claude", "gpt-4o")).toBe(true);
    expect(fits("gpt-4o", "claude", "gpt-4o-mini")).toBe(false);
    expect(fits("claude-one-fast", "claude-*-fast")).toBe(true);
    expect(fits("claude-one-faster", "claude-*-fast")).toBe(false);
  });

  it("has a model that is named without its provider by its provider's pattern", () => {
    expect(fits("gpt-4o", "openai/*")).toBe(true);
    expect(fits("gpt-4o", "anthropic/*")).toBe(false);
    expect(fits("house/gpt-4o", "openai/*")).toBe(false);
  });

  it("has every model where it is empty or says so", () => {
    expect([fits("any"), fits("any", "*"), fits("any", "all-proxy-models")]).toEqual([true, true, true]);
  });
});
