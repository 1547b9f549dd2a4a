import type { Connection } from "@lintel/core";
import { openaiText } from "../../wires/openai-text/index.ts";
import { noKey } from "./openai.ts";

const connection = {
  key: { settings: ["api_key", "openai_key"], env: ["OPENAI_API_KEY"] },
  base: { settings: ["api_base"], env: ["OPENAI_BASE_URL", "OPENAI_API_BASE"], fallback: "https://api.openai.com/v1" },
  options: {
    OPENAI_ORG_ID: { env: ["OPENAI_ORG_ID"] },
    OPENAI_PROJECT_ID: { env: ["OPENAI_PROJECT_ID"] },
  },
} as const satisfies Connection;

const SUPPORTED: readonly string[] = [
  "functions",
  "function_call",
  "temperature",
  "top_p",
  "n",
  "stream",
  "stream_options",
  "stop",
  "max_tokens",
  "presence_penalty",
  "frequency_penalty",
  "logit_bias",
  "user",
  "response_format",
  "seed",
  "tools",
  "tool_choice",
  "max_retries",
  "logprobs",
  "top_logprobs",
  "extra_headers",
];

/** OpenAI's text completions, https://platform.openai.com/docs/api-reference/completions/create. */
export const openaiTextCompletion = openaiText({
  provider: "text-completion-openai",
  label: "Text-completion-openai",
  connection,
  supported: () => SUPPORTED,
  noKey,
  optionHeaders: { OPENAI_ORG_ID: "OpenAI-Organization", OPENAI_PROJECT_ID: "OpenAI-Project" },
});
