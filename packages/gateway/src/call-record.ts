import { isObject, type Json } from "@lintel/core/json";
import type { Exchange } from "./exchange.ts";
import type { CallRecord } from "./observe/record.ts";

function optional<K extends string, V>(name: K, value: V | undefined): { readonly [P in K]?: V } {
  // A computed name widens to an index signature: its one key is known here.
  return value === undefined ? {} : ({ [name]: value } as { readonly [P in K]?: V });
}

function deploymentOf({ deployment, snapshot }: Exchange): CallRecord["deployment"] {
  if (deployment === undefined) return undefined;
  const { bareModel, apiBase } = snapshot.defaults(deployment);
  return { id: deployment.id, name: deployment.name, model: bareModel, ...optional("apiBase", apiBase) };
}

function since({ began }: Exchange, at: number | undefined): number | undefined {
  return at === undefined ? undefined : at - began;
}

function text(value: Json | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function endUserOf({ asked, head }: Exchange): string | undefined {
  const { user, metadata } = asked ?? {};
  return (
    head.headers["x-litellm-end-user-id"] ?? text(user) ?? (isObject(metadata) ? text(metadata.user_id) : undefined)
  );
}

function count(exchange: Exchange, name: string): number | undefined {
  const found = exchange.answered?.headers.find(([key]) => key.toLowerCase() === name)?.[1];
  const value = found === undefined ? Number.NaN : Number(found);
  return Number.isFinite(value) ? value : undefined;
}

function remainingOf(exchange: Exchange): CallRecord["remaining"] {
  const requests = count(exchange, "x-ratelimit-remaining-requests");
  const tokens = count(exchange, "x-ratelimit-remaining-tokens");
  if (requests === undefined && tokens === undefined) return undefined;
  return { ...optional("requests", requests), ...optional("tokens", tokens) };
}

function faultOf({ fault, exception }: Exchange): CallRecord["fault"] {
  if (fault === undefined) return undefined;
  const { kind, status, message, origin, failure } = fault;
  return { kind, status, message, origin, ...optional("exception", exception), ...optional("cause", failure?.message) };
}

/** What an exchange has come to, for observers. */
export function callRecord(exchange: Exchange, status: number): CallRecord {
  const { head, caller, deployment, snapshot } = exchange;
  const { headers } = head;
  return {
    id: exchange.id,
    method: head.method,
    path: exchange.path,
    route: exchange.route,
    endpoint: exchange.endpoint,
    status,
    streamed: exchange.streamed,
    startedAt: exchange.startedAt,
    tookMs: performance.now() - exchange.began,
    attempts: exchange.attempts,
    losses: exchange.losses,
    cancelled: exchange.aborted,
    ...(caller.hash !== "" && { key: caller }),
    ...optional("model", exchange.model),
    ...optional("deployment", deploymentOf(exchange)),
    ...optional("provider", deployment && snapshot.defaults(deployment).provider),
    ...optional("clientIp", head.remote),
    ...optional("userAgent", headers["user-agent"]),
    ...optional("endUser", endUserOf(exchange)),
    ...optional("traceparent", headers.traceparent),
    ...optional("tracestate", headers.tracestate),
    ...optional("upstreamMs", exchange.upstreamMs),
    ...optional("sentMs", since(exchange, exchange.sentAt)),
    ...optional("answeredMs", since(exchange, exchange.answeredAt)),
    ...optional("firstChunkMs", since(exchange, exchange.firstChunkAt)),
    ...optional("usage", exchange.usage),
    ...optional("cost", exchange.cost),
    ...optional("fault", faultOf(exchange)),
    ...optional("remaining", remainingOf(exchange)),
  };
}
