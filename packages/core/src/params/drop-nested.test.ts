import { describe, expect, it } from "vitest";
import type { JsonObject } from "../json/index.ts";
import { dropLosses, dropNested } from "./drop-nested.ts";

const PARAMS: JsonObject = {
  tools: [
    { type: "function", function: { name: "f", strict: true } },
    { type: "function", function: { name: "g", strict: false } },
  ],
  response_format: { json_schema: { schema: { x: 1, y: 2 } } },
  stop: ["a", "b"],
};

describe("nested paths of additional_drop_params", () => {
  it.each<[string, string, JsonObject]>([
    [
      "a member",
      "response_format.json_schema.schema.x",
      { ...PARAMS, response_format: { json_schema: { schema: { y: 2 } } } },
    ],
    [
      "a member of every element",
      "tools[*].function.strict",
      {
        ...PARAMS,
        tools: [
          { type: "function", function: { name: "f" } },
          { type: "function", function: { name: "g" } },
        ],
      },
    ],
    [
      "a member of one element",
      "tools[1].type",
      {
        ...PARAMS,
        tools: [PARAMS.tools, PARAMS.tools].flatMap((tools, at) =>
          Array.isArray(tools) ? [at === 0 ? tools[0] : { function: { name: "g", strict: false } }] : [],
        ),
      },
    ],
  ])("drop %s", (_what, path, left) => {
    expect(dropNested(PARAMS, [path])).toEqual(left);
  });

  it.each([
    "tools[*]",
    "tools[0]",
    "stop[0]",
    "tools.function",
    "tools[9].type",
    "tools[x].type",
    "nothing.here",
    "[0].a",
    ".",
  ])("leave everything where %s leads nowhere or to an element", (path) => {
    expect(dropNested(PARAMS, [path])).toEqual(PARAMS);
  });

  it("do not touch names without a path", () => {
    expect(dropNested(PARAMS, ["stop"])).toBe(PARAMS);
  });
});

it("nothing is told to be lost that was not there, whatever its name", () => {
  const losses = dropLosses(PARAMS, ["constructor", "__proto__", "stop", "nobody"]);
  expect(losses.map(({ pointer }) => pointer)).toEqual(["/stop"]);
});
