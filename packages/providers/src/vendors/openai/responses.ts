import { openaiResponsesAdapter } from "../../wires/openai-responses/index.ts";
import { openai } from "./openai.ts";

const { provider, connection } = openai;

/** OpenAI's Responses API, https://platform.openai.com/docs/api-reference/responses. */
export const openaiResponses = openaiResponsesAdapter({
  provider,
  label: "OpenAI",
  connection: { key: connection.key, base: connection.base },
  params: ({ params }) => ({ value: params, losses: [] }),
  fakesStream: () => false,
});
