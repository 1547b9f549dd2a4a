import type { Json } from "../json/index.ts";

/** LiteLLM's `_FINISH_REASON_MAP`, what is OpenAI's already left out. */
const MAPPED: Readonly<Record<string, string>> = {
  stop_sequence: "stop",
  end_turn: "stop",
  max_tokens: "length",
  tool_use: "tool_calls",
  refusal: "content_filter",
  compaction: "length",
  ERROR_TOXIC: "content_filter",
  MAX_TOKENS: "length",
  SAFETY: "content_filter",
  RECITATION: "content_filter",
  LANGUAGE: "content_filter",
  OTHER: "content_filter",
  BLOCKLIST: "content_filter",
  PROHIBITED_CONTENT: "content_filter",
  SPII: "content_filter",
  IMAGE_SAFETY: "content_filter",
  IMAGE_PROHIBITED_CONTENT: "content_filter",
  NO_IMAGE: "content_filter",
  IMAGE_RECITATION: "content_filter",
  IMAGE_OTHER: "content_filter",
  sensitive: "content_filter",
  guardrail_intervened: "content_filter",
  content_filtered: "content_filter",
};

const OPENAI: ReadonlySet<Json> = new Set(["stop", "length", "tool_calls", "function_call", "content_filter"]);

/** A provider's finish reason as OpenAI's; "stop" for what LiteLLM does not know. */
export function mapFinishReason(reason: Json): string {
  if (typeof reason !== "string") return "stop";
  if (OPENAI.has(reason)) return reason;
  return (Object.hasOwn(MAPPED, reason) ? MAPPED[reason] : undefined) ?? "stop";
}
