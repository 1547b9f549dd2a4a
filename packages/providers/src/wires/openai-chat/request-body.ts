import { child, entries, isArray, type Json, type JsonObject, keys, object } from "@lintel/core/json";
import type { ChatCall, Lose, Raise } from "./types.ts";

/** The members of a request's body in the order the OpenAI SDK (2.54.0) prints them. */
const SDK_KEYS: readonly string[] = [
  "messages",
  "model",
  "audio",
  "frequency_penalty",
  "function_call",
  "functions",
  "logit_bias",
  "logprobs",
  "max_completion_tokens",
  "max_tokens",
  "metadata",
  "modalities",
  "moderation",
  "n",
  "parallel_tool_calls",
  "prediction",
  "presence_penalty",
  "prompt_cache_key",
  "prompt_cache_options",
  "prompt_cache_retention",
  "reasoning_effort",
  "response_format",
  "safety_identifier",
  "seed",
  "service_tier",
  "stop",
  "store",
  "stream",
  "stream_options",
  "temperature",
  "tool_choice",
  "tools",
  "top_logprobs",
  "top_p",
  "user",
  "verbosity",
  "web_search_options",
];

const PLACES: ReadonlyMap<string, number> = new Map(SDK_KEYS.map((key, place) => [key, place]));

/** Parameters that steer the client and never stand in a body. */
const CLIENT_KEYS: ReadonlySet<string> = new Set(["extra_headers", "extra_query", "max_retries", "stream", "timeout"]);

interface Parts {
  readonly messages: readonly JsonObject[];
  readonly params: JsonObject;
  readonly tools: Json | undefined;
  /** Whether the endpoint is asked for a stream's usage without being told. */
  readonly asksUsage: boolean;
  /** Members the provider has refused. */
  readonly without: ReadonlySet<string>;
  readonly lose: Lose;
  readonly raise: Raise;
}

function isFilled(value: Json | undefined): boolean {
  return isArray(value) ? value.length > 0 : value !== undefined && value !== null;
}

function streaming(call: ChatCall, { params, asksUsage, lose }: Parts): readonly (readonly [string, Json])[] {
  const { stream_options: asked = null } = params;
  if (!call.stream) {
    if (asked !== null) lose({ pointer: "/stream_options", action: "dropped", reason: "the call is not streamed" });
    return [];
  }
  if (asked !== null)
    return [
      ["stream", true],
      ["stream_options", asked],
    ];
  if (!asksUsage) return [["stream", true]];
  lose({ pointer: "/stream_options", action: "defaulted", reason: "the usage of a stream is always asked for" });
  return [
    ["stream", true],
    ["stream_options", { include_usage: true }],
  ];
}

function isSent(key: string, { params, tools, lose }: Parts): boolean {
  if (CLIENT_KEYS.has(key) || key === "stream_options" || key === "tools") return false;
  const isIdle = key === "tool_choice" && !isFilled(tools) && !isFilled(params.functions);
  if (isIdle) lose({ pointer: "/tool_choice", action: "dropped", reason: "there are no tools to choose from" });
  return !isIdle;
}

function placeOf(key: string): number {
  return PLACES.get(key) ?? SDK_KEYS.length;
}

/** A request's body: what the SDK knows in its order, then what it does not, over which it takes precedence. */
export function toBody(call: ChatCall, parts: Parts): JsonObject {
  const { messages, params, tools, without, lose, raise } = parts;
  const known = new Map<string, Json>([
    ["messages", messages],
    ["model", call.model],
  ]);
  for (const [key, value] of entries(params)) if (isSent(key, parts)) known.set(key, value);
  for (const [key, value] of streaming(call, parts)) known.set(key, value);
  if (tools !== undefined) known.set("tools", tools);
  const stranger = [...known.keys()].find((key) => !PLACES.has(key));
  if (stranger !== undefined) {
    const text = `AsyncCompletions.create() got an unexpected keyword argument '${stranger}'`;
    return raise({ raised: { text, status: 500 } });
  }
  const sent = [...known].sort(([a], [b]) => placeOf(a) - placeOf(b));
  const { extra } = call.input;
  if (without.size === 0) return keys(extra).length === 0 ? object(sent) : object([...sent, ...entries(extra)]);
  const kept = sent.filter(([key]) => {
    if (without.has(key))
      lose({ pointer: child("", key), action: "dropped", reason: "the provider could not process it" });
    return !without.has(key);
  });
  return object([...kept, ...(without.has("extra_body") ? [] : entries(extra))]);
}
