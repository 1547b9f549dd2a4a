import { expect, test } from "vitest";
import type { Adapter } from "./adapter.ts";
import { registry } from "./registry.ts";
import { done } from "./step.ts";

function adapter(provider: string, serves?: (model: string) => boolean): Adapter<"ocr"> {
  return {
    route: "ocr",
    provider,
    connection: { key: { settings: [], env: [] }, base: { settings: [], env: [] } },
    resends: false,
    ...(serves !== undefined && { serves }),
    supported: () => [],
    needs: () => ({}),
    prepare: () => done({}),
    parse: () => done({}),
    fault: () => done({}),
  };
}

test("a provider's model finds the adapter that serves it, the last one given first", () => {
  const rest = adapter("acme");
  const parser = adapter("acme", (model) => model.includes("parse"));
  const { find, routes } = registry([rest, parser, adapter("other")]);
  expect(find("ocr", "acme", "parse-1")).toBe(parser);
  expect(find("ocr", "acme", "read")).toBe(rest);
  expect(find("ocr", "acme")).toBe(parser);
  expect(find("chat", "acme")).toBeUndefined();
  expect(find("ocr", "nobody", "read")).toBeUndefined();
  expect(routes("acme")).toEqual(["ocr"]);
});

test("a caller's own adapter for a provider goes before the others", () => {
  const own = adapter("acme");
  expect(registry([adapter("acme", () => true), own]).find("ocr", "acme", "read")).toBe(own);
});
