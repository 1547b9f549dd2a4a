import { type Connection, trimEndOf } from "@lintel/core";
import { mapException } from "../../faults/index.ts";
import { type CountCall, countTokens, inResponses } from "../../wires/count-tokens/index.ts";

const OWN = "https://api.openai.com/v1";

const connection = {
  key: { settings: [], env: ["OPENAI_API_KEY"], isNoneIfEmpty: true },
  base: { settings: [], env: [], fallback: OWN },
  options: { surrounding: { env: ["OPENAI_BASE_URL", "OPENAI_API_BASE"] } },
} as const satisfies Connection;

// LiteLLM asks OpenAI itself where the call names no address, whatever the environment does: OpenAITokenCounter.count_tokens.
function baseOf({ target: { base = OWN, isDefault, options }, settings }: CountCall): string {
  return isDefault && settings.lintel_count_at_vendor !== true ? (options.surrounding ?? base) : base;
}

/** OpenAI's token counting, https://platform.openai.com/docs/api-reference/responses/input-tokens. */
export const openaiCount = countTokens({
  provider: "openai",
  label: "OpenAI",
  connection,
  noKey: "no key of OpenAI's is given or set as `OPENAI_API_KEY`",
  asking: inResponses,
  url: (call) => `${trimEndOf(baseOf(call), "/")}/responses/input_tokens`,
  fault: mapException,
});
