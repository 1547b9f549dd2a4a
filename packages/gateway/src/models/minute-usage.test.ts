import { expect, test } from "vitest";
import { minuteUsage } from "./minute-usage.ts";

test("What deployments were asked is summed within a minute, and forgotten with it.", () => {
  let now = 1_000_000_000_000;
  const usage = minuteUsage(() => now);
  usage.count("a", { requests: 1, tokens: 5 });
  usage.count("a", { requests: 1, tokens: 0 });
  usage.count("b", { requests: 1, tokens: 2 });
  usage.count("c", { requests: 1, tokens: 100 });
  expect(usage.of(["a", "b", "nobody"])).toEqual({ requests: 3, tokens: 7 });
  now += 60_000;
  expect(usage.of(["a", "b"])).toEqual({ requests: 0, tokens: 0 });
});
