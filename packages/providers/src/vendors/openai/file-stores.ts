import { type Plan, type StoreAsked, type StoreSearch, trimEndOf } from "@lintel/core";
import { isArray, isObject, numeric, print } from "@lintel/core/json";
import { httpxUrl, isSentAgain, quote, replyJson, urlError } from "../../httpx/index.ts";

const OWN = "https://api.openai.com/v1";

/** LiteLLM's `request_timeout` where nobody says, in seconds. */
const PATIENCE = 6000;

function planOf(asked: StoreAsked): Plan | undefined {
  const { store, query, base = OWN, key, settings } = asked;
  if (store === "" || store === "." || store === "..") return undefined;
  const url = `${trimEndOf(base, "/")}/vector_stores/${quote(store)}/search`;
  const body = { query, filters: null, max_num_results: null, ranking_options: null, rewrite_query: null };
  const printed = print(body, "pythonDumps");
  if (!printed.ok || urlError(url) !== undefined) return undefined;
  const patience = (numeric(settings.request_timeout) ?? PATIENCE) * 1000;
  return {
    method: "POST",
    url: httpxUrl(url),
    headers: [
      ["Authorization", key === undefined ? "Bearer None" : ["Bearer ", key]],
      ["Content-Type", "application/json"],
      ["OpenAI-Beta", "assistants=v2"],
    ],
    body: { body: "text", text: printed.text },
    expect: "whole",
    isConfigured: true,
    timeouts: { connectMs: patience, firstByteMs: patience, idleMs: patience },
  };
}

/** [Searches of OpenAI's vector stores](https://platform.openai.com/docs/api-reference/vector-stores/search), with the key of settings or environment as LiteLLM has it. */
export const openaiFileStores: StoreSearch = {
  key: { settings: ["api_key", "openai_key"], env: ["OPENAI_API_KEY"] },
  base: { settings: ["api_base"], env: ["OPENAI_BASE_URL", "OPENAI_API_BASE"] },
  plan: planOf,
  isSentAgain,
  found(reply) {
    const json = replyJson(reply);
    if (!json.ok || !isObject(json.value)) return undefined;
    const { data = null } = json.value;
    return isArray(data) ? data : [];
  },
};
