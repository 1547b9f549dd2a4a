import type { Json, JsonObject } from "@lintel/core/json";
import type { Environment } from "./references.ts";

const isTrue = (text: string): boolean => text.toLowerCase() === "true";
const isGiven = (text: string): boolean => text !== "";

/** Module flags that LiteLLM takes from the environment it starts in; `LITELLM_DROP_PARAMS` is read with each call. */
const VARIABLES: readonly (readonly [variable: string, flag: string, read: (text: string) => Json])[] = [
  ["LITELLM_MODIFY_PARAMS", "modify_params", isGiven],
  [
    "LITELLM_USE_CHAT_COMPLETIONS_URL_FOR_ANTHROPIC_MESSAGES",
    "use_chat_completions_url_for_anthropic_messages",
    isGiven,
  ],
  ["LITELLM_ROUTE_ALL_CHAT_OPENAI_TO_RESPONSES", "route_all_chat_openai_to_responses", isTrue],
  ["LITELLM_ENABLE_ANTHROPIC_PROMPT_CACHING", "enable_anthropic_prompt_caching", isTrue],
  [
    "LITELLM_ANTHROPIC_PROMPT_CACHING_TTL",
    "anthropic_prompt_caching_ttl",
    (text) => (text === "1h" || text === "5m" ? text : null),
  ],
];

/** The flags that variables set. */
export function environmentFlags(env: Environment): JsonObject {
  return Object.fromEntries(
    VARIABLES.flatMap(([variable, flag, read]) => {
      const text = env[variable];
      return text === undefined ? [] : [[flag, read(text)]];
    }),
  );
}
