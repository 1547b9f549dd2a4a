import { harmless } from "../bounded-text.ts";
import type { CallRecord, Observer } from "../record.ts";
import { operationOf, spanAttributes } from "./span-attributes.ts";
import { readTraceParent } from "./trace-parent.ts";

type Api = typeof import("@opentelemetry/api");

const SCOPE = "lintel";

async function load(): Promise<Api> {
  try {
    return await import("@opentelemetry/api");
  } catch (cause) {
    throw new Error('traces need the package "@opentelemetry/api": npm install @opentelemetry/api', { cause });
  }
}

function parentOf({ ROOT_CONTEXT, trace, createTraceState }: Api, { traceparent = "", tracestate }: CallRecord) {
  const parent = readTraceParent(traceparent);
  if (parent === undefined) return ROOT_CONTEXT;
  const state = tracestate === undefined ? {} : { traceState: createTraceState(tracestate) };
  return trace.setSpanContext(ROOT_CONTEXT, { ...parent, ...state, isRemote: true });
}

/**
 * One span a call, made when it is over and started when it began, by whatever tracer provider the program has registered:
 * a client's span where a provider was asked, a server's where the gateway answered by itself. Rejects where
 * `@opentelemetry/api` is not installed.
 */
export async function otelObserver(): Promise<Observer> {
  const api = await load();
  return {
    ended(record) {
      const operation = operationOf(record);
      if (operation === undefined) return;
      const { model, deployment, fault, startedAt, tookMs } = record;
      const attributes = spanAttributes(record, operation);
      const asked = attributes["gen_ai.request.model"];
      // Looked up each time: a provider that another copy of the API registers later reaches no tracer of this one.
      const span = api.trace.getTracer(SCOPE).startSpan(
        model === undefined ? operation : `${operation} ${asked}`,
        {
          kind: deployment === undefined ? api.SpanKind.SERVER : api.SpanKind.CLIENT,
          startTime: startedAt,
          attributes,
        },
        parentOf(api, record),
      );
      if (fault !== undefined) span.setStatus({ code: api.SpanStatusCode.ERROR, message: harmless(fault.message) });
      span.end(startedAt + tookMs);
    },
  };
}
