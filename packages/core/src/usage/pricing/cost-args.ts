import { isNum, type Json, type JsonObject, type Num, numeric, objectOf } from "../../json/index.ts";
import { chatUsage } from "../usage-dialects.ts";
import { readUsage } from "../usage-read.ts";
import type { CustomPrices } from "./custom-price.ts";
import { OCR_PRICES } from "./ocr-bill.ts";
import type { CostAsked } from "./token-cost.ts";

/** A text that says something, or undefined. */
export function textOf(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** A service tier that has a price: `auto` is none (`_normalize_service_tier`). */
export function tierOf(value: Json | undefined): string | undefined {
  return typeof value === "string" && value.toLowerCase() !== "auto" ? value : undefined;
}

function isPrice(value: Json | undefined): value is number | Num {
  return typeof value === "number" || isNum(value);
}

function priceNamed(name: string, value: Json | undefined): readonly (readonly [name: string, price: number | Num])[] {
  return isPrice(value) ? [[name, value]] : [];
}

/** Prices the caller names for this call. */
export function customOf(kwargs: JsonObject): CustomPrices {
  const { custom_cost_per_token: token, custom_cost_per_second: second, custom_model_info: info } = kwargs;
  const named = { ...objectOf(info), ...kwargs };
  return {
    perToken: objectOf(token),
    perSecond: isPrice(second) ? second : undefined,
    ocr: Object.fromEntries(OCR_PRICES.flatMap((name) => priceNamed(name, named[name]))),
  };
}

/** LiteLLM's keyword arguments of `cost_per_token`. */
export function readCostArgs(kwargs: JsonObject): CostAsked {
  const { prompt_tokens = 0, completion_tokens = 0, response_time_ms = 0, usage_object: usage } = kwargs;
  const { cache_read_input_tokens: read = 0, cache_creation_input_tokens: write = 0 } = kwargs;
  const [prompt, completion] = [numeric(prompt_tokens) ?? 0, numeric(completion_tokens) ?? 0];
  const given = objectOf(usage);
  const own = readUsage({
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    cache_creation_input_tokens: write,
    cache_read_input_tokens: read,
  });
  return {
    model: textOf(kwargs.model) ?? "",
    provider: textOf(kwargs.custom_llm_provider),
    region: textOf(kwargs.region_name),
    callType: textOf(kwargs.call_type) ?? "completion",
    usage: given === undefined ? own : chatUsage(given),
    hasUsage: given !== undefined,
    prompt,
    completion,
    cacheRead: numeric(read) ?? 0,
    cacheWrite: numeric(write) ?? 0,
    promptCharacters: numeric(kwargs.prompt_characters),
    completionCharacters: numeric(kwargs.completion_characters),
    responseMs: response_time_ms === null ? undefined : numeric(response_time_ms),
    custom: customOf(kwargs),
    queries: numeric(kwargs.number_of_queries),
    rerankUnits: objectOf(kwargs.rerank_billed_units),
    audioSeconds: numeric(kwargs.audio_transcription_file_duration) ?? 0,
    tier: textOf(kwargs.service_tier),
    residency: textOf(kwargs.data_residency),
    location: textOf(kwargs.vertex_location),
    response: objectOf(kwargs.response),
    requestModel: textOf(kwargs.request_model),
    params: {},
  };
}
