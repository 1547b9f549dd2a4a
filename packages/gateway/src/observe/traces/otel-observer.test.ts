import { createRequire } from "node:module";
import { SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CallRecord, Observer } from "../record.ts";
import { call, reported } from "../test/call.ts";
import { otelObserver } from "./otel-observer.ts";

const exporter = new InMemorySpanExporter();
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";
let observer: Observer;

beforeAll(async () => {
  trace.setGlobalTracerProvider(provider);
  observer = await otelObserver();
});

afterAll(async () => {
  trace.disable();
  await provider.shutdown();
});

beforeEach(() => exporter.reset());

function spanOf(record: CallRecord): ReadableSpan {
  observer.ended(record);
  const [span] = exporter.getFinishedSpans();
  if (span === undefined) throw new Error("no span");
  return span;
}

describe("traces", () => {
  it("go to a provider that another copy of the API registers, be it later", async () => {
    const require = createRequire(import.meta.url);
    for (const path of Object.keys(require.cache)) if (path.includes("@opentelemetry/api/")) delete require.cache[path];
    const other: typeof import("@opentelemetry/api") = require("@opentelemetry/api");
    expect(other.trace).not.toBe(trace);
    trace.disable();
    const early = await otelObserver();
    other.trace.setGlobalTracerProvider(provider);
    early.ended(call({}));
    expect(exporter.getFinishedSpans()).toHaveLength(1);
    other.trace.disable();
    trace.setGlobalTracerProvider(provider);
  });

  it("have one span a call, by the conventions for generative AI", () => {
    const usage = reported({
      prompt_tokens: 20,
      completion_tokens: 10,
      total_tokens: 30,
      prompt_tokens_details: { cached_tokens: 8 },
      completion_tokens_details: { reasoning_tokens: 4 },
    });
    const span = spanOf(call({ streamed: true, firstChunkMs: 12, usage }));
    expect(exporter.getFinishedSpans()).toHaveLength(1);
    expect(span.name).toBe("chat chat");
    expect(span.kind).toBe(SpanKind.CLIENT);
    expect(span.status.code).toBe(SpanStatusCode.UNSET);
    expect(span.attributes).toEqual({
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": "chat",
      "gen_ai.request.stream": true,
      "gen_ai.response.time_to_first_chunk": 0.01,
      "gen_ai.usage.input_tokens": 20,
      "gen_ai.usage.output_tokens": 10,
      "gen_ai.usage.cache_read.input_tokens": 8,
      "gen_ai.usage.reasoning.output_tokens": 4,
      "server.address": "upstream",
      "server.port": 80,
      "http.request.method": "POST",
      "http.route": "/v1/chat/completions",
      "http.response.status_code": 200,
      "lintel.call.id": "call-1",
      "lintel.call.attempts": 1,
      "lintel.call.cost": 0.000009,
      "lintel.deployment.id": "chat-1",
      "lintel.deployment.model": "gpt-4o-mini",
      "lintel.key.alias": "ops",
    });
  });

  it("last as long as the call", () => {
    const { startTime, duration } = spanOf(call({ startedAt: 1_700_000_000_000, tookMs: 42 }));
    expect(startTime).toEqual([1_700_000_000, 0]);
    expect(duration).toEqual([0, 42_000_000]);
  });

  it("continue the caller's trace, with its state", () => {
    const span = spanOf(call({ traceparent: `00-${TRACE}-${SPAN}-01`, tracestate: "vendor=x" }));
    expect(span.spanContext().traceId).toBe(TRACE);
    expect(span.parentSpanContext).toMatchObject({ traceId: TRACE, spanId: SPAN, isRemote: true });
    expect(span.spanContext().traceState?.get("vendor")).toBe("x");
  });

  it.each([
    `00-${TRACE}-${SPAN}`,
    `00-${TRACE}-${SPAN}-01-more`,
    `ff-${TRACE}-${SPAN}-01`,
    `00-${"0".repeat(32)}-${SPAN}-01`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    "",
  ])("begin one of their own where the caller's %j is not well formed", (traceparent) => {
    const span = spanOf(call({ traceparent }));
    expect(span.parentSpanContext).toBeUndefined();
    expect(span.spanContext().traceId).not.toBe(TRACE);
  });

  it("leave out a call whose caller does not sample", () => {
    observer.ended(call({ traceparent: `00-${TRACE}-${SPAN}-00` }));
    expect(exporter.getFinishedSpans()).toEqual([]);
  });

  it("tell a fault as an error without a key in it", () => {
    const key = `sk-${"b2".repeat(20)}`;
    const fault = { kind: "AuthenticationError", status: 401, message: `bad key ${key}`, origin: "provider" } as const;
    const span = spanOf(call({ status: 401, fault }));
    expect(span.status).toEqual({ code: SpanStatusCode.ERROR, message: "bad key REDACTED" });
    expect(span.attributes).toMatchObject({ "error.type": "AuthenticationError", "http.response.status_code": 401 });
    expect(JSON.stringify(span.attributes)).not.toContain(key);
  });

  it("are a server's where the gateway answered by itself", () => {
    const { deployment: _, provider: __, ...refused } = call({ status: 400 });
    expect(spanOf(refused).kind).toBe(SpanKind.SERVER);
  });

  it.each([
    ["messages", "anthropic", "chat", "anthropic"],
    ["ocr", "mistral", "generate_content", "mistral_ai"],
    ["embeddings", "azure", "embeddings", "azure.ai.openai"],
    ["responses", "vertex_ai", "chat", "gcp.vertex_ai"],
  ])("name %s at %s as %s at %s", (endpoint, asked, operation, name) => {
    expect(spanOf(call({ endpoint, provider: asked })).attributes).toMatchObject({
      "gen_ai.operation.name": operation,
      "gen_ai.provider.name": name,
    });
  });

  it("leave out what asks no model", () => {
    observer.ended(call({ endpoint: "health" }));
    observer.ended(call({ endpoint: "models" }));
    expect(exporter.getFinishedSpans()).toEqual([]);
  });
});
