import { expect, test } from "vitest";
import { undescribed } from "../../described/undescribed.ts";
import { mostTokensOf, traitsBy } from "./models.ts";

const hasTrait = traitsBy((model) => undescribed("anthropic", model));

test("a model of the price map has what its row says, and its dated name the same", () => {
  expect(hasTrait("claude-opus-4-7", "takesXhigh")).toBe(true);
  expect(hasTrait("claude-opus-4-7-20991231", "takesXhigh")).toBe(true);
  expect(hasTrait("claude-opus-4-6", "takesXhigh")).toBe(false);
  expect(hasTrait("claude-opus-4.7", "samples")).toBe(false);
  expect(mostTokensOf("claude-sonnet-5")).toBe(128_000);
});

test("a model that is not there is known by its name", () => {
  expect(hasTrait("claude-new-6", "adaptive")).toBe(true);
  expect(hasTrait("claude-opus-4-20250514", "adaptive")).toBe(false);
  expect(hasTrait("claude-opus-4-20250514", "reasons")).toBe(true);
  expect(hasTrait("claude-3-opus-20240229", "reasons")).toBe(false);
  expect(hasTrait("claude-fable-9", "alwaysThinks")).toBe(true);
  expect(hasTrait("claude-3-opus-20240229", "samples")).toBe(true);
  expect(mostTokensOf("claude-3-opus-20240229")).toBeUndefined();
});

test("a speed is taken only under the very name that the price map has it for", () => {
  expect(hasTrait("claude-opus-5", "takesSpeed")).toBe(true);
  expect(hasTrait("claude-opus-5-20991231", "takesSpeed")).toBe(false);
});
