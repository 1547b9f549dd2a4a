import type { Client } from "@lintel/core";
import { isObject, type Json, type JsonObject, type Printer } from "@lintel/core/json";
import { ABILITIES } from "@lintel/core/pricing";

export interface FunctionRow {
  readonly route: string;
  readonly method: keyof Client;
  readonly result: Printer;
  readonly chunks: Printer;
  /** A chunk's text as it stands in the stream, where the record has more of it than what follows `data: `. */
  frame?(text: string, chunk: JsonObject): string;
  /** What our function is given where LiteLLM has one for each of something. */
  readonly also?: JsonObject;
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

function costOf({ litellm = null }: JsonObject): Json {
  return litellm;
}

function sidesOf({ sides = null }: JsonObject): Json {
  return isObject(sides) ? [sides.input ?? null, sides.output ?? null] : null;
}

function mostOf({ max_tokens = null }: JsonObject): Json {
  return max_tokens;
}

function resolved({ model, custom_llm_provider, dynamic_api_key, api_base }: JsonObject): Json {
  return [model ?? null, custom_llm_provider ?? null, dynamic_api_key ?? null, api_base ?? null];
}

function paramsOf({ params = null }: JsonObject): Json {
  return params;
}

/** LiteLLM's `supports_…`, which are one function here. */
const ABILITY_ROWS = Object.keys(ABILITIES).map((ability): readonly [name: string, row: FunctionRow] => [
  `supports_${ability}`,
  {
    route: "helpers",
    method: "supports",
    result: "orjson",
    chunks: "orjson",
    also: { ability },
    shape: ({ supported = null }) => supported,
  },
]);

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
  completion_cost: {
    route: "helpers",
    method: "completionCost",
    result: "wireCompact",
    chunks: "orjson",
    shape: costOf,
  },
  cost_per_token: { route: "helpers", method: "costPerToken", result: "wireCompact", chunks: "orjson", shape: sidesOf },
  get_model_info: { route: "helpers", method: "getModelInfo", result: "wireCompact", chunks: "orjson" },
  get_max_tokens: { route: "helpers", method: "getMaxTokens", result: "wireCompact", chunks: "orjson", shape: mostOf },
  ...Object.fromEntries(ABILITY_ROWS),
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
