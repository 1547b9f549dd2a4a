import { expect, it } from "vitest";
import { completeRules } from "./document-rules.ts";

it("names of all documents are resolved in one place, which bounds what the system is asked", () => {
  expect(completeRules({}, {}).resolve).toBe(completeRules({ maxBytes: 1 }, {}).resolve);
  const own = async (): Promise<readonly []> => [];
  expect(completeRules({ resolve: own }, {}).resolve).toBe(own);
});
