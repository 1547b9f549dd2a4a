import { chatUsage } from "@lintel/core";
import { bounded } from "../bounded-text.ts";
import type { CallRecord } from "../record.ts";

export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

const NAME_CHARS = 256;

/** Endpoints that ask a model, and what OpenTelemetry calls asking it. */
const OPERATIONS: Readonly<Record<string, string>> = {
  chat: "chat",
  messages: "chat",
  responses: "chat",
  completions: "text_completion",
  embeddings: "embeddings",
  ocr: "generate_content",
};

/** Providers that OpenTelemetry names otherwise than LiteLLM; the others go by LiteLLM's names. */
const PROVIDERS: Readonly<Record<string, string>> = {
  "text-completion-openai": "openai",
  azure: "azure.ai.openai",
  azure_ai: "azure.ai.inference",
  bedrock: "aws.bedrock",
  bedrock_converse: "aws.bedrock",
  cohere_chat: "cohere",
  gemini: "gcp.gemini",
  mistral: "mistral_ai",
  moonshot: "moonshot_ai",
  vertex_ai: "gcp.vertex_ai",
  vertex_ai_beta: "gcp.vertex_ai",
  watsonx: "ibm.watsonx.ai",
  xai: "x_ai",
};

/** What a call asks a model for, by OpenTelemetry's name; nothing where it asks none. */
export function operationOf({ endpoint }: CallRecord): string | undefined {
  return OPERATIONS[endpoint];
}

const PORTS: Readonly<Record<string, number>> = { "http:": 80, "https:": 443 };

/** By the addresses of the configuration: reading one takes longer than all other attributes together. */
const servers = new Map<string, SpanAttributes>();
const MOST_SERVERS = 1000;

function readServer(base: string): SpanAttributes {
  const url = URL.parse(base);
  if (url === null) return {};
  const { hostname, port, protocol } = url;
  return { "server.address": hostname, "server.port": port === "" ? (PORTS[protocol] ?? 0) : Number(port) };
}

function serverAttributes({ deployment }: CallRecord): SpanAttributes {
  const base = deployment?.apiBase;
  if (base === undefined) return {};
  const known = servers.get(base) ?? readServer(base);
  if (servers.size < MOST_SERVERS) servers.set(base, known);
  return known;
}

function filled(counts: Readonly<Record<string, number | undefined>>): SpanAttributes {
  return Object.fromEntries(Object.entries(counts).flatMap(([name, count]) => (count ? [[name, count]] : [])));
}

function usageAttributes({ usage }: CallRecord): SpanAttributes {
  if (usage === undefined) return {};
  const { prompt, completion, promptDetails: asked, completionDetails: answered } = chatUsage(usage.value);
  return {
    "gen_ai.usage.input_tokens": prompt,
    "gen_ai.usage.output_tokens": completion,
    ...filled({
      "gen_ai.usage.cache_read.input_tokens": asked?.cached,
      "gen_ai.usage.cache_write.input_tokens": asked?.cacheWrite,
      "gen_ai.usage.reasoning.output_tokens": answered?.reasoning,
      "gen_ai.usage.audio.input_tokens": asked?.audio,
      "gen_ai.usage.audio.output_tokens": answered?.audio,
    }),
  };
}

function firstChunkSeconds({ streamed, firstChunkMs, sentMs = 0 }: CallRecord): number | undefined {
  return streamed && firstChunkMs !== undefined ? (firstChunkMs - sentMs) / 1000 : undefined;
}

/**
 * A call by the attributes of OpenTelemetry's conventions for generative AI and HTTP; Lintel's own are `lintel.…`.
 * https://github.com/open-telemetry/semantic-conventions-genai/blob/main/docs/gen-ai/client-inference.md
 */
export function spanAttributes(record: CallRecord, operation: string): SpanAttributes {
  const { model, provider, deployment, fault, key, cost, losses } = record;
  const first = firstChunkSeconds(record);
  return {
    "gen_ai.operation.name": operation,
    ...(provider !== undefined && { "gen_ai.provider.name": PROVIDERS[provider] ?? provider }),
    ...(model !== undefined && { "gen_ai.request.model": bounded(model, NAME_CHARS) }),
    ...(record.streamed && { "gen_ai.request.stream": true }),
    ...(first !== undefined && { "gen_ai.response.time_to_first_chunk": first }),
    ...(operation === "generate_content" && { "gen_ai.output.type": "text" }),
    ...usageAttributes(record),
    ...serverAttributes(record),
    "http.request.method": record.method,
    "http.route": bounded(record.route ?? record.path, NAME_CHARS),
    "http.response.status_code": record.status,
    ...(fault !== undefined && { "error.type": fault.exception ?? fault.kind }),
    "lintel.call.id": record.id,
    "lintel.call.attempts": record.attempts,
    ...(record.cancelled && { "lintel.call.cancelled": true }),
    ...(losses.length > 0 && { "lintel.call.losses": losses.length }),
    ...(cost !== undefined && { "lintel.call.cost": cost }),
    ...(deployment !== undefined && {
      "lintel.deployment.id": deployment.id,
      "lintel.deployment.model": bounded(deployment.model, NAME_CHARS),
    }),
    ...(key?.alias !== undefined && { "lintel.key.alias": key.alias }),
  };
}
