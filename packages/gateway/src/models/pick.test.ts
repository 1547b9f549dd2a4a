import { readFileSync } from "node:fs";
import { join } from "node:path";
import { numeric, parse } from "@lintel/core/json";
import { describe, expect, test } from "vitest";
import type { Deployment } from "../config/config.ts";
import { listOf, objectOf } from "../config/test/recorded.ts";
import { pick } from "./pick.ts";

const PICKS = parse(readFileSync(join(import.meta.dirname, "fixtures/picks.json"), "utf8"));

describe("the deployment LiteLLM picks for a random number is picked", () => {
  const rows = PICKS.ok ? listOf(PICKS.value).map(objectOf) : [];

  test.each(rows.map((row) => [JSON.stringify(row.group), row] as const))("%s", (_, { group, picks }) => {
    const deployments = listOf(group).map((params, at): Deployment => {
      return { name: "m", id: String(at), params: objectOf(params), info: {} };
    });
    for (const [number, at] of listOf(picks).map(listOf))
      expect(pick(deployments, () => numeric(number) ?? 0)?.id).toBe(String(at));
  });

  test("there are such rows", () => {
    expect(rows.length).toBeGreaterThan(5);
  });
});

test("of no deployments none is picked", () => {
  expect(pick([], Math.random)).toBeUndefined();
});
