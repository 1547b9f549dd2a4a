import type { Adapter, Connection } from "@lintel/core";
import type { Said } from "../../described/undescribed.ts";
import type { ChatNeeds, ChatState } from "../../wires/openai-chat/index.ts";
import { openaiChat } from "../../wires/openai-chat/index.ts";
import { oSeriesFlags } from "./models.ts";
import { supportedBy } from "./supported.ts";
import { toParams } from "./to-params.ts";

export const provider = "openai";

export const connection = {
  key: { settings: ["api_key", "openai_key"], env: ["OPENAI_API_KEY"] },
  base: { settings: ["api_base"], env: ["OPENAI_BASE_URL", "OPENAI_API_BASE"], fallback: "https://api.openai.com/v1" },
  options: {
    organization: { settings: ["organization"], env: ["OPENAI_ORGANIZATION", "OPENAI_ORG_ID"] },
    OPENAI_PROJECT_ID: { env: ["OPENAI_PROJECT_ID"] },
  },
} as const satisfies Connection;

/** What LiteLLM says where there is no key. */
export const noKey =
  "Missing credentials. Please pass an `api_key`, `workload_identity`, `admin_api_key`, or set the `OPENAI_API_KEY` or `OPENAI_ADMIN_KEY` environment variable.";

/** OpenAI's chat completions, https://platform.openai.com/docs/api-reference/chat/create, with what is said of its models. */
export function openaiWith(said: Said): Adapter<"chat", ChatNeeds, ChatState> {
  const supported = supportedBy(said);
  return openaiChat({
    provider,
    label: "OpenAI",
    connection,
    supported,
    params: (asked) => toParams(asked, { said, supported }),
    keepsDeveloper: (model) => oSeriesFlags(model) !== undefined,
    takesSystem: (model) => oSeriesFlags(model, said(model))?.includes("s") ?? true,
    noKey,
    domain: "openai.com",
    usageDomain: "api.openai.com",
    ordersInstructions: true,
    optionHeaders: { organization: "OpenAI-Organization", OPENAI_PROJECT_ID: "OpenAI-Project" },
  });
}
