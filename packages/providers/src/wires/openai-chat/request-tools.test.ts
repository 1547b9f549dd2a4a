import type { Loss } from "@lintel/core";
import type { Json, JsonObject } from "@lintel/core/json";
import { describe, expect, it } from "vitest";
import { type ToolRules, toTools } from "./request-tools.ts";

const OWN: ToolRules = { cacheMarkers: "gone", schemas: "patterns and combinators" };
const ELSEWHERE: ToolRules = { cacheMarkers: "kept", schemas: "patterns" };

function sent(parameters: JsonObject, rules = OWN) {
  const losses: Loss[] = [];
  const tools = [{ type: "function", function: { name: "f", parameters } }];
  const made = toTools(tools, { ...rules, lose: (loss) => losses.push(loss) });
  const [tool] = made as readonly { readonly function: { readonly parameters: Json } }[];
  return { parameters: tool?.function.parameters, lost: losses.map(({ pointer }) => pointer), same: tool === tools[0] };
}

describe("a tool's schema", () => {
  it("loses patterns that Python cannot compile, in schema positions only", () => {
    const { parameters, lost } = sent({
      type: "object",
      properties: {
        a: { type: "string", pattern: "\\p{L}+" },
        b: { type: "array", items: { pattern: "^a" } },
        pattern: { type: "string" },
      },
      patternProperties: { "\\p{x}": {}, "^y": { pattern: "(?<n>a)" } },
      default: { pattern: "\\p" },
    });
    expect(parameters).toEqual({
      type: "object",
      properties: {
        a: { type: "string" },
        b: { type: "array", items: { pattern: "^a" } },
        pattern: { type: "string" },
      },
      patternProperties: { "^y": {} },
      default: { pattern: "\\p" },
    });
    expect(lost).toEqual([
      "/tools/0/function/parameters/properties/a/pattern",
      "/tools/0/function/parameters/patternProperties/\\p{x}",
      "/tools/0/function/parameters/patternProperties/^y/pattern",
    ]);
  });

  it("is merged into one object where it is a union at the top, for the vendor's own service only", () => {
    const union = {
      anyOf: [
        { type: "object", properties: { a: {}, c: { type: "string" } }, required: ["a", "c"] },
        { $ref: "#/$defs/B" },
      ],
      $defs: {
        B: {
          allOf: [
            { properties: { b: {} }, required: ["b", "a"] },
            { type: "object", properties: { z: {} }, required: ["z"] },
          ],
        },
      },
      properties: { c: { type: "number" } },
      required: ["q"],
      description: "d",
    };
    const { parameters, lost } = sent(union);
    expect(JSON.stringify(parameters)).toBe(
      JSON.stringify({
        $defs: union.$defs,
        properties: { z: {}, b: {}, a: {}, c: { type: "number" } },
        required: ["a", "q"],
        description: "d",
        type: "object",
      }),
    );
    expect(lost).toEqual(["/tools/0/function/parameters/anyOf"]);
    expect(sent(union, ELSEWHERE)).toMatchObject({ parameters: union, lost: [], same: true });
  });

  it("has its required names in the order of their code points", () => {
    const branch = (...required: string[]): JsonObject => ({ type: "object", properties: {}, required });
    const { parameters } = sent({ allOf: [branch("é", "a"), branch("Z", "😀", "\uffee")] });
    expect(parameters).toMatchObject({ required: ["Z", "a", "é", "\uffee", "😀"] });
  });

  it.each<readonly [string, JsonObject]>([
    [
      "a reference goes round in circles",
      { oneOf: [{ $ref: "#/$defs/A" }], $defs: { A: { anyOf: [{ $ref: "#/$defs/A" }] } } },
    ],
    ["a branch is no object", { oneOf: [{ type: "string" }] }],
    ["a branch is a boolean", { oneOf: [true], type: "object" }],
    ["a reference leads elsewhere", { allOf: [{ $ref: "https://example.com/s" }], type: "object" }],
    ["there is nothing to merge", { type: "object", properties: {} }],
  ])("stays as it is where %s", (_, schema) => {
    expect(sent(schema)).toMatchObject({ parameters: schema, lost: [], same: true });
  });

  const marker = { type: "ephemeral" };
  const marked: JsonObject = {
    type: "object",
    cache_control: marker,
    properties: {
      a: { cache_control: marker },
      cache_control: { type: "object", default: { cache_control: "none" } },
    },
    required: ["cache_control"],
    $defs: { cache_control: { anyOf: [{ cache_control: marker, type: "string" }] } },
  };

  it("loses cache markers for the vendor's own service, and keeps them elsewhere", () => {
    const { parameters, lost } = sent(marked);
    expect(parameters).toEqual({
      type: "object",
      properties: { a: {}, cache_control: { type: "object", default: { cache_control: "none" } } },
      required: ["cache_control"],
      $defs: { cache_control: { anyOf: [{ type: "string" }] } },
    });
    expect(lost).toEqual([
      "/tools/0/function/parameters/cache_control",
      "/tools/0/function/parameters/properties/a/cache_control",
      "/tools/0/function/parameters/$defs/cache_control/anyOf/0/cache_control",
    ]);
    expect(sent(marked, ELSEWHERE)).toMatchObject({ parameters: marked, lost: [] });
  });

  it("loses properties and data named like a cache marker only where LiteLLM's way is asked for", () => {
    expect(sent(marked, { ...OWN, cacheMarkers: "gone blindly" }).parameters).toEqual({
      type: "object",
      properties: { a: {} },
      required: ["cache_control"],
      $defs: {},
    });
  });
});
