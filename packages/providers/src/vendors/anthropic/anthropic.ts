import type { Adapter, Connection } from "@lintel/core";
import type { Said } from "../../described/undescribed.ts";
import { anthropicFamily, mapper } from "../../faults/index.ts";
import { httpxUrl } from "../../httpx/index.ts";
import { anthropicMessages, type MessagesNeeds, type MessagesState } from "../../wires/anthropic-messages/index.ts";
import { auth } from "./auth.ts";
import { beta } from "./betas.ts";
import { mostTokensOf, traitsBy } from "./models.ts";

/** LiteLLM's `DEFAULT_ANTHROPIC_CHAT_MAX_TOKENS`. */
const UNKNOWN_MOST = 4096;
const PATH = "/v1/messages";
const PLAIN_URL = "LITELLM_ANTHROPIC_DISABLE_URL_SUFFIX";

const connection = {
  key: {
    settings: ["anthropic_key", "api_key"],
    env: ["ANTHROPIC_API_KEY"],
    kinds: { oauth: "sk-ant-oat" },
    isNoneIfEmpty: true,
  },
  headerKinds: { oauth: "Bearer sk-ant-oat" },
  base: {
    settings: ["api_base"],
    env: ["ANTHROPIC_API_BASE", "ANTHROPIC_BASE_URL"],
    fallback: "https://api.anthropic.com/v1/messages",
  },
  options: { [PLAIN_URL]: { env: [PLAIN_URL] } },
  secrets: { auth_token: { env: ["ANTHROPIC_AUTH_TOKEN"] } },
} as const satisfies Connection;

/** Anthropic's messages, https://docs.anthropic.com/en/api/messages, with what is said of its models. */
export function anthropicWith(said: Said): Adapter<"chat", MessagesNeeds, MessagesState> {
  return anthropicMessages({
    provider: "anthropic",
    label: "Anthropic",
    connection,
    has: traitsBy(said),
    mostTokens: (model) => mostTokensOf(model, said(model)) ?? UNKNOWN_MOST,
    beta,
    auth,
    url({ target: { base = "", options } }) {
      const isWhole = options[PLAIN_URL]?.trim().toLowerCase() === "true" || base.endsWith(PATH);
      return httpxUrl(isWhole ? base : `${base}${PATH}`);
    },
    inlinesImages: false,
    fault: mapper(anthropicFamily),
  });
}
