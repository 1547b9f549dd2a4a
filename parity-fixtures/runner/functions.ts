import { type Client, type Fault, messagesErrorEvent } from "@lintel/core";
import { isObject, type Json, type JsonObject, type Printer, pythonDumps } from "@lintel/core/json";
import { ABILITIES } from "@lintel/core/pricing";

export interface FunctionRow {
  readonly route: string;
  readonly method: keyof Client;
  readonly result: Printer;
  readonly chunks: Printer;
  /** A chunk's text as it stands in the stream, where the record has more of it than what follows `data: `. */
  frame?(text: string, chunk: JsonObject): string;
  /** The event that ends a stream which fails, where LiteLLM tells failures by one. */
  failure?(fault: Fault): string;
  /** What our function is given where LiteLLM has one for each of something. */
  readonly also?: JsonObject;
  /** What LiteLLM gives back, where ours says more. */
  shape?(value: JsonObject): Json;
}

/** An event of a messages stream as LiteLLM's bridges write it; a provider's own stream is compared as bytes. */
function asEvent(text: string, { type = "message" }: JsonObject): string {
  return `event: ${String(type)}\ndata: ${text}\n\n`;
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

function completionOf({ completion = null }: JsonObject): Json {
  return completion;
}

function paramsOf({ params = null }: JsonObject): Json {
  return params;
}

/** Where functions lie that ask no provider. */
export const ASIDE = "functions";

type Told = Pick<FunctionRow, "also" | "shape">;

/** A function that asks no provider; its chunks are none. */
function aside(method: keyof Client, more: Told = {}): FunctionRow {
  return { route: ASIDE, method, result: "wireCompact", chunks: "orjson", ...more };
}

/** LiteLLM's `supports_…`, which are one function here. */
const ABILITY_ROWS = Object.keys(ABILITIES).map((ability): readonly [name: string, row: FunctionRow] => [
  `supports_${ability}`,
  aside("supports", { also: { ability }, shape: ({ supported = null }) => supported }),
]);

/**
 * LiteLLM's functions that the client has: its method, and the printers of LiteLLM's gateway for the route.
 * Chunks are printed by pydantic, whose numbers are spelt as orjson spells them.
 */
export const FUNCTIONS: Readonly<Record<string, FunctionRow>> = {
  anthropic_messages: {
    route: "messages",
    method: "messages",
    result: "wireCompact",
    chunks: "pythonDumps",
    frame: asEvent,
    failure: (fault) => asEvent(pythonDumps(messagesErrorEvent(fault)), { type: "error" }),
  },
  count_tokens: {
    route: "count_tokens",
    method: "countTokens",
    result: "wireCompact",
    chunks: "orjson",
    shape: ({ certainty: _, ...answer }) => answer,
  },
  completion: { route: "chat", method: "completion", result: "wireCompact", chunks: "orjson" },
  embedding: { route: "embedding", method: "embedding", result: "orjson", chunks: "orjson" },
  ocr: { route: "ocr", method: "ocr", result: "orjson", chunks: "orjson" },
  responses: { route: "responses", method: "responses", result: "wireCompact", chunks: "orjson" },
  get_responses: { route: "responses", method: "getResponses", result: "wireCompact", chunks: "orjson" },
  delete_responses: { route: "responses", method: "deleteResponses", result: "wireCompact", chunks: "orjson" },
  cancel_responses: { route: "responses", method: "cancelResponses", result: "wireCompact", chunks: "orjson" },
  list_input_items: { route: "responses", method: "listInputItems", result: "wireCompact", chunks: "orjson" },
  compact_responses: { route: "responses", method: "compactResponses", result: "wireCompact", chunks: "orjson" },
  stream_chunk_builder: aside("streamChunkBuilder", { shape: completionOf }),
  get_llm_provider: aside("getLlmProvider", { shape: resolved }),
  get_supported_openai_params: aside("getSupportedOpenaiParams", { shape: paramsOf }),
  trim_messages: aside("trimMessages", { shape: trimmed }),
  token_counter: aside("tokenCounter", { shape: tokensOf }),
  completion_cost: aside("completionCost", { shape: costOf }),
  cost_per_token: aside("costPerToken", { shape: sidesOf }),
  get_model_info: aside("getModelInfo"),
  get_max_tokens: aside("getMaxTokens", { shape: mostOf }),
  exception_type: aside("exceptionType"),
  get_modified_max_tokens: aside("getModifiedMaxTokens", { shape: mostOf }),
  ...Object.fromEntries(ABILITY_ROWS),
};

/** The routes a provider can have, whether anything speaks them yet or not. */
export const ROUTES = [
  "chat",
  "messages",
  "count_tokens",
  "responses",
  "ocr",
  "embedding",
  "rerank",
  "text_completion",
  "retries",
] as const;
