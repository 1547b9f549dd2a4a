import type { Client } from "@lintel/core";
import type { Json, JsonObject, Printer } from "@lintel/core/json";

export interface FunctionRow {
  readonly route: string;
  readonly method: keyof Client;
  readonly result: Printer;
  readonly chunks: Printer;
  /** What LiteLLM gives back, where ours says more. */
  shape?(value: JsonObject): Json;
}

function tokensOf({ tokens = null }: JsonObject): Json {
  return tokens;
}

/** A list, and with it what is left, where LiteLLM gives that too. */
function trimmed({ messages = null, response_tokens }: JsonObject): Json {
  return response_tokens === undefined ? messages : [messages, response_tokens];
}

function resolved({ model, custom_llm_provider, dynamic_api_key, api_base }: JsonObject): Json {
  return [model ?? null, custom_llm_provider ?? null, dynamic_api_key ?? null, api_base ?? null];
}

function paramsOf({ params = null }: JsonObject): Json {
  return params;
}

/**
 * LiteLLM's functions that the client has: its method, and the printers of LiteLLM's gateway for the route.
 * Chunks are printed by pydantic, whose numbers are spelt as orjson spells them.
 */
export const FUNCTIONS: Readonly<Record<string, FunctionRow>> = {
  completion: { route: "chat", method: "completion", result: "wireCompact", chunks: "orjson" },
  get_llm_provider: {
    route: "helpers",
    method: "getLlmProvider",
    result: "wireCompact",
    chunks: "orjson",
    shape: resolved,
  },
  get_supported_openai_params: {
    route: "helpers",
    method: "getSupportedOpenaiParams",
    result: "wireCompact",
    chunks: "orjson",
    shape: paramsOf,
  },
  ocr: { route: "ocr", method: "ocr", result: "orjson", chunks: "orjson" },
  trim_messages: { route: "helpers", method: "trimMessages", result: "wireCompact", chunks: "orjson", shape: trimmed },
  token_counter: { route: "helpers", method: "tokenCounter", result: "orjson", chunks: "orjson", shape: tokensOf },
};

/** Where functions lie that ask no provider. */
export const ASIDE = "helpers";

/** The routes a provider can have, whether anything speaks them yet or not. */
export const ROUTES = [
  "chat",
  "messages",
  "responses",
  "ocr",
  "embedding",
  "rerank",
  "text_completion",
  "retries",
] as const;
