import { openaiResponsesAdapter } from "../../wires/openai-responses/index.ts";
import { openai } from "./openai.ts";
import { fakesStream, flattensSchemas } from "./responses-models.ts";
import { toResponsesParams } from "./responses-params.ts";

const { provider, connection } = openai;

/** OpenAI's Responses API, https://platform.openai.com/docs/api-reference/responses. */
export const openaiResponses = openaiResponsesAdapter({
  provider,
  label: "OpenAI",
  connection: { key: connection.key, base: connection.base },
  params: toResponsesParams,
  fakesStream,
  schemas: { flattens: flattensSchemas },
  itemIds: { function_call: "fc", custom_tool_call: "ctc" },
});
