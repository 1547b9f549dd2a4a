import { expect, test } from "vitest";
import type { JsonObject } from "../json/index.ts";
import { withCheck } from "./checked-answer.ts";
import type { Answering } from "./front.ts";

const schema = { type: "object", required: ["a"] };
const format = { type: "json_schema", json_schema: { name: "out", schema } };

function checkedSaying(content: string, response_format: JsonObject = format): ReturnType<Answering["answer"]> {
  const value = { choices: [{ message: { content } }], usage: { completion_tokens: 3 } };
  const read: Answering = { read: "answer", afterMs: 0, losses: [], answer: () => ({ answer: "value", value }) };
  const asked = { given: { response_format }, kwargs: {}, settings: { enable_json_schema_validation: true } };
  return withCheck(read, asked).answer({ id: "", now: 0 });
}

test("an answer that is not what its schema says fails, and its text and usage are told", () => {
  expect(checkedSaying('{"b": 1}')).toMatchObject({
    answer: "fault",
    fault: { kind: "JSONSchemaValidationError", partial: { content: '{"b": 1}', usage: { completion_tokens: 3 } } },
  });
});

test("an answer that is what its schema says is given", () => {
  expect(checkedSaying('{"a": 1}')).toMatchObject({ answer: "value" });
});
