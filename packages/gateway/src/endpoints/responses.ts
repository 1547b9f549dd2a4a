import { streamErrorBody } from "@lintel/core";
import { isObject, type JsonObject, pythonCompact, pythonDumps } from "@lintel/core/json";
import type { Dialect } from "../forward/dialect.ts";

function stamped(event: JsonObject, asked: string): JsonObject {
  const { response } = event;
  return asked !== "" && isObject(response) && response.model !== undefined
    ? { ...event, response: { ...response, model: asked } }
    : event;
}

/** OpenAI's Responses API (https://platform.openai.com/docs/api-reference/responses). */
export const responsesDialect: Dialect = {
  route: "/responses",
  required: ["input"],
  faults: { version: true, deployment: true },
  tellsCrossing: true,
  longest: 600,
  perform: ({ client }) => client.responses,
  marksIds: true,
  value: (value, asked) => (asked === "" || value.model === undefined ? value : { ...value, model: asked }),
  frame: (event, asked) => `data: ${pythonCompact(stamped(event, asked))}\n\n`,
  done: "data: [DONE]\n\n",
  early: streamErrorBody,
  failed: (fault) => `data: ${pythonDumps(streamErrorBody(fault))}\n\n`,
};
