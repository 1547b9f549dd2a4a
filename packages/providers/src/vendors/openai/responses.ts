import type { Adapter } from "@lintel/core";
import type { Said } from "../../described/undescribed.ts";
import {
  openaiResponsesAdapter,
  type ResponsesNeeds,
  type ResponsesState,
} from "../../wires/openai-responses/index.ts";
import { connection, provider } from "./openai.ts";
import { fakesStream, flattensSchemas } from "./responses-models.ts";
import { toResponsesParams } from "./responses-params.ts";

/** OpenAI's Responses API, https://platform.openai.com/docs/api-reference/responses, with what is said of its models. */
export function openaiResponsesWith(said: Said): Adapter<"responses", ResponsesNeeds, ResponsesState> {
  return openaiResponsesAdapter({
    provider,
    label: "OpenAI",
    connection: { key: connection.key, base: connection.base },
    params: (asked) => toResponsesParams(asked, said),
    fakesStream: (model) => fakesStream(model, said(model)),
    schemas: { flattens: flattensSchemas },
    itemIds: { function_call: "fc", custom_tool_call: "ctc" },
  });
}
