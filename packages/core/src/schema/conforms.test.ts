import { expect, test } from "vitest";
import type { Json } from "../json/index.ts";
import { conforms } from "./conforms.ts";

test.each<[what: string, value: Json, schema: Json, verdict: string]>([
  ["a schema that refers to itself at once", 1, { $ref: "#" }, "open"],
  ["a reference out of the schema", 1, { $ref: "https://example.com/schema" }, "open"],
  ["a draft before the seventh", 1, { $schema: "http://json-schema.org/draft-04/schema#", type: "string" }, "open"],
  ["a type nobody knows", 1, { type: "strng" }, "open"],
  ["members that are evaluated elsewhere", { a: 1 }, { unevaluatedProperties: false }, "open"],
  ["a rule that fails beside one that is open", 1, { type: "string", $dynamicRef: "#a" }, "fails"],
  ["either of two, one open", 1, { anyOf: [{ type: "integer" }, { $dynamicRef: "#a" }] }, "holds"],
  ["one of two, the other open", 1, { oneOf: [{ type: "integer" }, { $dynamicRef: "#a" }] }, "open"],
  ["not what is open", 1, { not: { $dynamicRef: "#a" } }, "open"],
  ["a condition that is open, with both ends alike", 1, { if: { $dynamicRef: "#" } }, "holds"],
  ["a property named as a keyword", { type: 1 }, { properties: { type: { type: "integer" } } }, "holds"],
  ["a member that every object has", {}, { required: ["toString"] }, "fails"],
  ["code points, not units", "😀", { maxLength: 1 }, "holds"],
])("%s", (_, value, schema, verdict) => {
  expect(conforms(value, schema)).toBe(verdict);
});

test("a schema that grows with every reference is given up in bounded time", () => {
  const both = { allOf: [{ $ref: "#" }, { $ref: "#" }] };
  expect(conforms(1, both)).toBe("open");
});
