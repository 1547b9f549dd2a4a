import { isObject, type JsonObject, numeric } from "@lintel/core/json";
import type { Exchange } from "../exchange.ts";
import { isLimited } from "../models/group-limits.ts";
import type { Headers } from "./cost-headers.ts";

function pushMissing(headers: Headers, name: string, value: number): void {
  if (!headers.includes(name)) headers.push(name, String(value));
}

/** What is left of the model group's own limits, where the provider tells none of its own (`Router.set_response_headers`). */
export function pushOwnLimits(headers: Headers, { model, snapshot }: Exchange): void {
  const { models, usage } = snapshot;
  const limits = model === undefined ? undefined : models.limits(model);
  if (limits === undefined || usage === undefined) return;
  const asked = usage.of(limits.ids);
  if (limits.tokens !== undefined) {
    pushMissing(headers, "x-ratelimit-remaining-tokens", limits.tokens - asked.tokens);
    pushMissing(headers, "x-ratelimit-limit-tokens", limits.tokens);
  }
  if (limits.requests !== undefined) {
    pushMissing(headers, "x-ratelimit-remaining-requests", limits.requests - asked.requests);
    pushMissing(headers, "x-ratelimit-limit-requests", limits.requests);
  }
}

function tokensOf(usage: JsonObject): number {
  const total = numeric(usage.total_tokens);
  return total || (numeric(usage.input_tokens) ?? 0) + (numeric(usage.output_tokens) ?? 0);
}

/** Counts a request against its deployment's limits. */
export function countRequest({ deployment, snapshot: { usage: counted } }: Exchange): void {
  if (counted !== undefined && deployment !== undefined && isLimited(deployment))
    counted.count(deployment.id, { requests: 1, tokens: 0 });
}

/** Counts what a call has used against its deployment's limits. */
export function countTokens({ deployment, snapshot: { usage: counted }, usage }: Exchange): void {
  if (counted === undefined || deployment === undefined) return;
  if (!isObject(usage?.value) || !isLimited(deployment)) return;
  counted.count(deployment.id, { requests: 0, tokens: tokensOf(usage.value) });
}
