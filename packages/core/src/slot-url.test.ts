import { expect, test } from "vitest";
import { originOf, type Plan } from "./plan.ts";
import { masked, reveal } from "./secret.ts";
import { withSlots } from "./slot-url.ts";

const PLAN: Plan = { method: "POST", url: "", headers: [], expect: "whole", timeouts: {} };

test.each([
  ["https://a.example/v1/ocr?pages=1", "https://a.example/v1/ocr?pages=1"],
  ["https://ann:p%40ss@a.example/v1", "https://***@a.example/v1"],
  ["https://token@a.example", "https://***@a.example"],
  ["https://a.example/@b?c=d@e", "https://a.example/@b?c=d@e"],
  ["https://a.example/v1?api_key=zz/chat?x=1&sig=ab", "https://a.example/v1?api_key=***&sig=***"],
  [
    "https://a.example/?api-version=1&Subscription-Key=k&key=",
    "https://a.example/?api-version=1&Subscription-Key=***&key=",
  ],
])("%s is shown as %s, and sent as it is", (url, shown) => {
  const plan = withSlots({ ...PLAN, url });
  expect(masked(plan.url)).toBe(shown);
  expect(reveal(plan.url)).toBe(url);
  expect(JSON.stringify(plan)).not.toMatch(/p%40ss|token@|=zz|=ab/);
});

test("a plan without them stays the very same", () => {
  const plan = { ...PLAN, url: "https://a.example/v1" };
  expect(withSlots(plan)).toBe(plan);
});

test("the origin of an address is the same with and without a user in it", () => {
  expect(originOf({ ...PLAN, url: "https://u:p@A.example:8080/x@y" })).toBe("https://a.example:8080");
  expect(originOf({ ...PLAN, url: "https://A.example:8080/z" })).toBe("https://a.example:8080");
});
