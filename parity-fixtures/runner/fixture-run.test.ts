import { expect, test } from "vitest";
import { problemsOf } from "./fixture-run.ts";
import { raised } from "./levels.ts";
import type { Judgement } from "./verdict.ts";

const levels = { openai: { completion: { request: "L2", result: "L1" } } } as const;

const good: Judgement = {
  id: "chat/openai/x",
  provider: "openai",
  function: "completion",
  verdict: "L1",
  stages: { request: "L2", result: "L1" },
  deviations: [],
  expected: [],
  isExpected: false,
};

test("a fixture at its levels has no problem", () => {
  expect(problemsOf(good, levels)).toEqual([]);
  expect(problemsOf({ ...good, stages: { request: "L2", result: "deviation" } }, levels)).toEqual([]);
});

test("a stage below its level is a problem, though it would do elsewhere", () => {
  const lower = { ...good, stages: { request: "L1", result: "L1" } } as const;
  expect(problemsOf(lower, levels)).toEqual(["request is L1, held at L2"]);
  expect(problemsOf({ ...lower, provider: "mistral" }, levels)).toEqual([]);
});

test("a stage without a level of its own is held at L1", () => {
  const failing = {
    ...good,
    verdict: "differs",
    stage: "failure",
    path: "/exception/class",
    stages: { failure: "differs" },
  } as const;
  expect(problemsOf(failing, {})).toEqual(["failure is differs, held at L1 (/exception/class)"]);
});

test("an unsteady record, whose key order is chance in Python too, is held by value", () => {
  const shuffled = { ...good, verdict: "L0", stages: { request: "L0" } } as const;
  expect(problemsOf(shuffled, levels)).toEqual(["request is L0, held at L2"]);
  expect(problemsOf({ ...shuffled, isUnsteady: true }, levels)).toEqual([]);
});

test("what throws or is not there is a problem, unless it is expected", () => {
  const missing = {
    ...good,
    verdict: "not-implemented",
    path: "no adapter",
    stages: { result: "not-implemented" },
  } as const;
  expect(problemsOf(missing, levels)).toEqual(["not-implemented: no adapter"]);
  expect(problemsOf({ ...missing, isExpected: true }, levels)).toEqual([]);
});

test("an expected failure that passes is a problem until its mark is removed", () => {
  expect(problemsOf({ ...good, expected: ["usage-cost"] }, levels)).toEqual([
    "passes, though it is an expected failure: usage-cost; remove the mark",
  ]);
});

test("levels rise to what every fixture reaches and never go down", () => {
  const lower = { ...good, stages: { request: "L1", result: "L1" } } as const;
  expect(raised(levels, [lower])).toEqual(levels);
  expect(raised(levels, [{ ...good, stages: { request: "L2", result: "L2" } }])).toEqual({
    openai: { completion: { request: "L2", result: "L2" } },
  });
  expect(raised({}, [good, lower])).toEqual({ openai: { completion: { request: "L1", result: "L1" } } });
});
