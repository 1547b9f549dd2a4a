import { expect, test } from "vitest";
import type { JsonObject } from "../json/index.ts";
import { unfollowedLosses } from "./completion-losses.ts";

const asked = (settings: JsonObject, params: JsonObject, given: JsonObject = {}): readonly string[] =>
  unfollowedLosses({ settings, params, given }).map(({ pointer }) => pointer);

const schema = { type: "json_schema", json_schema: { name: "a", schema: {} } };

test("a check of the answer against its schema is told where LiteLLM would make it", () => {
  const on = { enable_json_schema_validation: true };
  expect(asked(on, { response_format: schema })).toEqual(["/response_format"]);
  expect(asked({}, { response_format: schema }, on)).toEqual(["/response_format"]);
  expect(asked(on, { response_format: schema }, { enable_json_schema_validation: false })).toEqual([]);
  expect(asked(on, { response_format: { type: "json_object" } })).toEqual([]);
  const enforced = { type: "json_object", response_schema: {}, enforce_validation: true };
  expect(asked({}, { response_format: enforced })).toEqual(["/response_format"]);
});
