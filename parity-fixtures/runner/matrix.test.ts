import { expect, test } from "vitest";
import type { Held } from "./fixture-run.ts";
import { matrix, matrixMarkdown } from "./matrix.ts";

const held: Held = {
  id: "chat/openai/x",
  route: "chat",
  provider: "openai",
  function: "completion",
  verdict: "differs",
  stages: { request: "L2", stream: "differs" },
  deviations: [],
  expected: ["cost"],
  isExpected: true,
  problems: [],
};

const made = matrix([held, { ...held, stages: { request: "L1", stream: "L2" }, isExpected: false }], {
  litellm: "1.103.7",
  providers: ["mistral", "openai"],
});

test("a cell counts its cases, their verdicts, and which failures are expected", () => {
  const cell = (stage: string): unknown =>
    made.cells.find((it) => it.provider === "openai" && it.route === "chat" && it.stage === stage);
  expect(cell("request")).toMatchObject({ cases: 2, verdicts: { L1: 1, L2: 1 }, expected: 0 });
  expect(cell("stream")).toMatchObject({ cases: 2, verdicts: { L2: 1, differs: 1 }, expected: 1 });
});

test("an empty cell stays visible", () => {
  const text = matrixMarkdown(made);
  expect(text).toContain("| mistral | ocr | — | — | — | — |");
  expect(text).toContain("| openai | chat | 2: 1 L2, 1 L1 | — | 2: 1 L2, 1 differs (1 expected) | — |");
});

test("functions that ask no provider are told apart from providers and routes, case by case", () => {
  const aside = { ...held, route: "functions", provider: "functions", function: "get_llm_provider", isExpected: false };
  const told = matrix([held, { ...aside, verdict: "L2" }, { ...aside, function: "rerank_cost" }], {
    litellm: "1.103.7",
    providers: ["openai"],
  });
  expect(told.cells.some(({ provider, route }) => provider === "functions" || route === "functions")).toBe(false);
  const text = matrixMarkdown(told);
  expect(text).toContain("| get_llm_provider | getLlmProvider | 1: L2 |");
  expect(text).toContain("| rerank_cost | — | 1: differs |");
});
