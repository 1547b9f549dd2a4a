import { expect, it } from "vitest";
import { completeRules } from "./document-rules.ts";

it("names are resolved in one turn for all documents: two that wait would keep every other connection waiting", () => {
  expect(completeRules({}, {}).resolve).toBe(completeRules({ maxBytes: 1 }, {}).resolve);
  const own = async (): Promise<readonly []> => [];
  expect(completeRules({ resolve: own }, {}).resolve).toBe(own);
});
