import { isArray, isInt, isObject, type Json, type JsonObject, numeric } from "../json/index.ts";
import { truthy } from "../params/truthy.ts";
import { type ChatUsage, readUsage } from "./usage-read.ts";

function count(value: Json | undefined): number {
  return Math.trunc(numeric(value) ?? 0);
}

/** Whether a usage is in the dialect of Anthropic's messages, with a cache: only there are its tokens told apart. */
export function isMessagesUsage(usage: JsonObject): boolean {
  if (usage.prompt_tokens !== undefined || usage.input_tokens === undefined) return false;
  return usage.cache_read_input_tokens !== undefined || usage.cache_creation_input_tokens !== undefined;
}

/** Whether a usage tells what only Anthropic's messages tell: a cache, rounds of its own, or thinking. */
export function speaksMessages(usage: JsonObject): boolean {
  if (isMessagesUsage(usage)) return true;
  if (usage.prompt_tokens !== undefined || usage.input_tokens === undefined) return false;
  return isArray(usage.iterations) || numeric(thoughtIn(usage)) !== undefined;
}

/** Whether a usage is in the dialect of OpenAI's responses. */
export function isResponsesUsage(usage: JsonObject): boolean {
  return usage.input_tokens !== undefined && usage.output_tokens !== undefined;
}

function iterationsOf({ iterations }: JsonObject): readonly JsonObject[] {
  return isArray(iterations) ? iterations.filter(isObject) : [];
}

function summed(rows: readonly JsonObject[], key: string): number {
  return rows.reduce((all, row) => all + count(row[key]), 0);
}

/** What was written to a cache for five minutes and for an hour. */
function cacheWrites(usage: JsonObject): JsonObject | undefined {
  const rows = iterationsOf(usage);
  const told = rows.flatMap(({ cache_creation: it }) => (isObject(it) ? [it] : []));
  if (told.length > 0) {
    const [short, long] = [summed(told, "ephemeral_5m_input_tokens"), summed(told, "ephemeral_1h_input_tokens")];
    const rest = Math.max(summed(rows, "cache_creation_input_tokens") - short - long, 0);
    return { ephemeral_5m_input_tokens: short + rest, ephemeral_1h_input_tokens: long };
  }
  return isObject(usage.cache_creation) ? usage.cache_creation : undefined;
}

function thoughtIn({ output_tokens_details: details }: JsonObject): Json | undefined {
  return isObject(details) ? details.thinking_tokens : undefined;
}

function thinkingOf(usage: JsonObject): number | undefined {
  const told = thoughtIn(usage);
  return isInt(told) ? count(told) : undefined;
}

function thinking(usage: JsonObject): number {
  const rows = iterationsOf(usage).map(thinkingOf);
  const all =
    rows.length > 0 && rows.every((it) => it !== undefined)
      ? rows.reduce((a, b) => (a ?? 0) + (b ?? 0), 0)
      : thinkingOf(usage);
  return Math.max(0, all ?? 0);
}

/** A usage of Anthropic's messages in the dialect of chat completions, as LiteLLM's `calculate_usage` converts it. */
export function chatFromMessages(usage: JsonObject): JsonObject {
  const rows = iterationsOf(usage);
  const of = (key: string): number => (rows.length > 0 ? summed(rows, key) : count(usage[key]));
  const [read, write] = [of("cache_read_input_tokens"), of("cache_creation_input_tokens")];
  const [fresh, completion] = [of("input_tokens"), of("output_tokens")];
  const prompt = fresh + read + write;
  const reasoning = Math.min(thinking(usage), completion);
  const writes = cacheWrites(usage);
  const { server_tool_use, inference_geo, speed, service_tier } = usage;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: {
      cached_tokens: read,
      cache_creation_tokens: write,
      ...(writes !== undefined && { cache_creation_token_details: writes }),
      text_tokens: fresh,
    },
    completion_tokens_details: { reasoning_tokens: reasoning, text_tokens: completion - reasoning },
    cache_creation_input_tokens: write,
    cache_read_input_tokens: read,
    ...(isObject(server_tool_use) && { server_tool_use }),
    ...(truthy(inference_geo) && { inference_geo }),
    ...(typeof speed === "string" && { speed }),
    ...(truthy(service_tier) && { service_tier }),
  };
}

function responsesDetails(usage: JsonObject, side: "input" | "output"): JsonObject | undefined {
  const told = usage[`${side}_tokens_details`] ?? usage[`${side}_token_details`];
  return isObject(told) && truthy(told) ? told : undefined;
}

function answerDetails(details: JsonObject, completion: number): JsonObject {
  const { reasoning_tokens = null, image_tokens = null, audio_tokens = null, text_tokens = null } = details;
  const excess = Math.max(
    count(text_tokens) + count(reasoning_tokens) + count(audio_tokens) + count(image_tokens) - completion,
    0,
  );
  const nested = Math.min(count(reasoning_tokens), count(text_tokens), excess);
  return {
    reasoning_tokens,
    image_tokens,
    text_tokens: text_tokens === null ? null : count(text_tokens) - nested,
    audio_tokens,
  };
}

const RESPONSES: ReadonlySet<string> = new Set([
  "input_tokens",
  "output_tokens",
  "total_tokens",
  "input_tokens_details",
  "output_tokens_details",
  "input_token_details",
  "output_token_details",
  "prompt_tokens",
  "completion_tokens",
  "prompt_tokens_details",
  "completion_tokens_details",
]);

/** A usage of OpenAI's responses in the dialect of chat completions (`_transform_response_api_usage_to_chat_usage`). */
export function chatFromResponses(usage: JsonObject): JsonObject {
  const [prompt, completion] = [count(usage.input_tokens), count(usage.output_tokens)];
  const input = responsesDetails(usage, "input");
  const output = responsesDetails(usage, "output");
  const others = Object.entries(usage).filter(([key]) => !RESPONSES.has(key));
  const { cost } = usage;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    ...(input !== undefined && { prompt_tokens_details: { cached_tokens: 0, ...input } }),
    ...(output !== undefined && { completion_tokens_details: answerDetails(output, completion) }),
    ...Object.fromEntries(others),
    ...(isObject(cost) && { cost: cost.total_cost ?? null }),
  };
}

/** A usage of any dialect in that of chat completions, by its shape as LiteLLM tells it (`_get_usage_object`). */
export function chatUsage(usage: JsonObject): ChatUsage {
  if (isMessagesUsage(usage)) return readUsage(chatFromMessages(usage));
  return readUsage(isResponsesUsage(usage) ? chatFromResponses(usage) : usage);
}
