import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readDeviations, readExpectedFailures } from "./expectations.ts";
import { FIXTURES } from "./paths.ts";
import { STAGES } from "./recorded.ts";

const deviations = readDeviations();
const expected = readExpectedFailures();

test("names are used once", () => {
  const names = [...deviations, ...expected].map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});

test.each(deviations.flatMap(({ name, shownBy }) => (shownBy === undefined ? [] : [[name, shownBy] as const])))(
  "%s is shown by a test",
  (_, { file, title }) => {
    expect(readFileSync(join(FIXTURES, "..", file), "utf8")).toContain(title);
  },
);

describe.each([...deviations, ...expected].map((rule) => [rule.name, rule] as const))("%s", (_, rule) => {
  test("names its stages and is narrower than a whole provider", () => {
    expect(rule.stages.length).toBeGreaterThan(0);
    expect(rule.stages.every((stage) => STAGES.includes(stage))).toBe(true);
    expect(rule.cases ?? rule.when ?? rule.relation ?? rule.path).toBeDefined();
  });
});
