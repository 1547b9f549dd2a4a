import { headerValue } from "@lintel/core";
import { endUserOf } from "./end-user.ts";
import type { Exchange } from "./exchange.ts";
import type { CallDeployment, CallFault, CallRecord, Remaining } from "./observe/record.ts";
import type { Defaults } from "./snapshot.ts";

function deploymentOf({ deployment }: Exchange, defaults: Defaults | undefined): CallDeployment | undefined {
  if (deployment === undefined || defaults === undefined) return undefined;
  return { id: deployment.id, name: deployment.name, model: defaults.bareModel, apiBase: defaults.apiBase };
}

function since({ began }: Exchange, at: number | undefined): number | undefined {
  return at === undefined ? undefined : at - began;
}

function finite(told: string | undefined): number | undefined {
  const value = told === undefined ? Number.NaN : Number(told);
  return Number.isFinite(value) ? value : undefined;
}

function remainingOf({ answered }: Exchange): Remaining | undefined {
  if (answered === undefined) return undefined;
  const requests = finite(headerValue(answered, "x-ratelimit-remaining-requests"));
  const tokens = finite(headerValue(answered, "x-ratelimit-remaining-tokens"));
  return requests === undefined && tokens === undefined ? undefined : { requests, tokens };
}

function faultOf({ fault, exception }: Exchange): CallFault | undefined {
  if (fault === undefined) return undefined;
  const { kind, status, message, origin, failure } = fault;
  return { kind, status, message, origin, exception, cause: failure?.message };
}

/** What an exchange has come to, for observers. */
export function callRecord(exchange: Exchange, status: number): CallRecord {
  const { head, caller, deployment, snapshot } = exchange;
  const { headers } = head;
  const defaults = deployment && snapshot.defaults(deployment);
  return {
    id: exchange.id,
    method: head.method,
    path: exchange.path,
    route: exchange.route,
    endpoint: exchange.endpoint,
    status,
    model: exchange.model,
    deployment: deploymentOf(exchange, defaults),
    provider: defaults?.provider,
    key: caller.hash === "" ? undefined : caller,
    clientIp: head.remote,
    userAgent: headers["user-agent"],
    endUser: endUserOf(exchange),
    traceparent: headers.traceparent,
    tracestate: headers.tracestate,
    streamed: exchange.streamed,
    startedAt: exchange.startedAt,
    tookMs: performance.now() - exchange.began,
    upstreamMs: exchange.upstreamMs,
    sentMs: since(exchange, exchange.sentAt),
    answeredMs: since(exchange, exchange.answeredAt),
    firstChunkMs: since(exchange, exchange.firstChunkAt),
    attempts: exchange.attempts,
    usage: exchange.usage,
    cost: exchange.cost,
    fault: faultOf(exchange),
    remaining: remainingOf(exchange),
    losses: exchange.losses,
    cancelled: exchange.aborted,
  };
}
