import type { JsonObject } from "@lintel/core/json";
import type { CallRecord } from "../record.ts";

/** A call that went well, with what a test is about in place. */
export function call(over: Partial<CallRecord> = {}): CallRecord {
  return {
    id: "call-1",
    method: "POST",
    path: "/v1/chat/completions",
    endpoint: "chat",
    status: 200,
    model: "chat",
    deployment: { id: "chat-1", name: "chat", model: "gpt-4o-mini", apiBase: "http://upstream/v1" },
    provider: "openai",
    key: { hash: "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8", alias: "ops" },
    clientIp: "127.0.0.1",
    userAgent: "probe/1",
    streamed: false,
    startedAt: 1_700_000_000_000,
    tookMs: 42,
    upstreamMs: 30,
    sentMs: 2,
    answeredMs: 40,
    attempts: 1,
    usage: reported({ prompt_tokens: 20, completion_tokens: 10, total_tokens: 30 }),
    cost: 0.000009,
    losses: [],
    cancelled: false,
    ...over,
  };
}

/** A usage that the provider told. */
export function reported(value: JsonObject): NonNullable<CallRecord["usage"]> {
  return { origin: "reported", value };
}
