import { inOrder, placesOf } from "@lintel/core";
import { child, entries, isArray, type Json, type JsonObject, keys, object } from "@lintel/core/json";
import { lostStreamOptions } from "../../stream-options.ts";
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

const PLACES = placesOf(SDK_KEYS);

/** Parameters that steer the client and never stand in a body. */
export const CLIENT_KEYS: ReadonlySet<string> = new Set([
  "extra_headers",
  "extra_query",
  "max_retries",
  "stream",
  "timeout",
]);

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
    for (const loss of lostStreamOptions(asked, { isStreamed: false, known: new Set() })) lose(loss);
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

interface Known {
  readonly members: Readonly<Record<string, Json>>;
  /** The first parameter that the SDK does not know. */
  readonly stranger: string | undefined;
}

function known(call: ChatCall, parts: Parts): Known {
  const { messages, params, tools } = parts;
  const members: Record<string, Json> = { messages, model: call.model };
  let stranger: string | undefined;
  for (const key of keys(params)) {
    const value = params[key];
    if (value === undefined || !isSent(key, parts)) continue;
    if (PLACES.has(key)) members[key] = value;
    else stranger ??= key;
  }
  for (const [key, value] of streaming(call, parts)) members[key] = value;
  if (tools !== undefined) members.tools = tools;
  return { members, stranger };
}

/** A request's body: what the SDK knows in its order, then what it does not, over which it takes precedence. */
export function toBody(call: ChatCall, parts: Parts): JsonObject {
  const { without, lose, raise } = parts;
  const { members, stranger } = known(call, parts);
  if (stranger !== undefined) {
    const text = `AsyncCompletions.create() got an unexpected keyword argument '${stranger}'`;
    return raise({ raised: { text, status: 500 } });
  }
  const body: Record<string, Json> = {};
  for (const key of inOrder(Object.keys(members), PLACES)) {
    const value = members[key];
    if (value === undefined) continue;
    if (without.has(key))
      lose({ pointer: child("", key), action: "dropped", reason: "the provider could not process it" });
    else body[key] = value;
  }
  const { extra } = call.input;
  const isWhole = without.has("extra_body") || keys(extra).length === 0;
  return isWhole ? body : object([...entries(body), ...entries(extra)]);
}
