import type { CostReceipt, ReplyHead } from "@lintel/core";
import { isObject, type JsonObject, pythonCompact } from "@lintel/core/json";
import type { Exchange } from "../exchange.ts";

/** The release whose answers these are. */
export const LITELLM_VERSION = "1.103.7";

/** What every answer bears. */
export const SAFETY = [
  "vary",
  "Origin",
  "x-frame-options",
  "DENY",
  "content-security-policy",
  "frame-ancestors 'none'",
  "x-content-type-options",
  "nosniff",
] as const;

const LIMITS = [
  "x-ratelimit-limit-requests",
  "x-ratelimit-remaining-requests",
  "x-ratelimit-limit-tokens",
  "x-ratelimit-remaining-tokens",
] as const;

/** Headers that are of one connection, and must not be told on under their own names. */
const UNTOLD: ReadonlySet<string> = new Set(["set-cookie", "set-cookie2"]);

/** Pushes name and value in turn. */
type Headers = string[];

/** Characters that no header's value may have. */
const UNSENDABLE = /[^\t\x20-\x7e\x80-\xff]/;

/** The provider's own headers, each under `llm_provider-`. */
export function pushProviderHeaders(headers: Headers, head: ReplyHead): void {
  for (const [name, value] of head.headers) {
    const lower = name.toLowerCase();
    if (UNTOLD.has(lower) || UNSENDABLE.test(value)) continue;
    headers.push(lower.includes("llm_provider") ? lower : `llm_provider-${lower}`, value);
  }
}

/** The provider's rate limits, under OpenAI's names. */
export function pushLimits(headers: Headers, head: ReplyHead): void {
  for (const wanted of LIMITS) {
    const found = head.headers.find(([name]) => name.toLowerCase() === wanted);
    if (found !== undefined) headers.push(wanted, found[1]);
  }
}

function bucketCost(receipt: CostReceipt, bucket: string): number {
  return receipt.lines.reduce((total, line) => (line.bucket === bucket ? total + Number(line.amount) : total), 0);
}

/** Whether a usage tells tokens that are billed apart: only then are a receipt's exact lines looked at. */
function hasParts(usage: JsonObject | undefined): boolean {
  for (const name in usage) {
    const value = usage[name] ?? null;
    if (name.startsWith("cache_") && typeof value === "number" && value > 0) return true;
    if (isObject(value)) for (const part in value) if (value[part] !== 0 && value[part] !== null) return true;
  }
  return false;
}

/** What a call has cost, as LiteLLM's headers tell it; zeros where nothing is known yet. */
export function pushCost(
  headers: Headers,
  receipt: CostReceipt | undefined,
  { isStream, hasParts }: { readonly isStream: boolean; readonly hasParts: boolean },
): void {
  if (receipt === undefined && !isStream) return;
  const total = receipt === undefined ? "0.0" : pythonCompact(receipt.litellm);
  if (receipt !== undefined) headers.push("x-litellm-response-cost", total);
  headers.push(
    "x-litellm-response-cost-original",
    total,
    "x-litellm-response-cost-discount-amount",
    "0.0",
    "x-litellm-response-cost-margin-amount",
    "0.0",
    "x-litellm-response-cost-margin-percent",
    "0.0",
    "x-litellm-response-cost-input",
    receipt === undefined ? "0.0" : pythonCompact(receipt.sides.input),
    "x-litellm-response-cost-output",
    receipt === undefined ? "0.0" : pythonCompact(receipt.sides.output),
  );
  if (receipt !== undefined && hasParts) {
    const read = bucketCost(receipt, "cache_read");
    const created = bucketCost(receipt, "cache_creation");
    if (read > 0) headers.push("x-litellm-response-cost-cache-read", pythonCompact(read));
    if (created > 0) headers.push("x-litellm-response-cost-cache-creation", pythonCompact(created));
  }
  headers.push("x-litellm-response-cost-tool-usage", "0.0");
}

/** What an answer tells of itself. */
export interface Told {
  readonly head?: ReplyHead | undefined;
  readonly receipt?: CostReceipt | undefined;
  readonly isStream?: boolean;
}

function pushIdentity(headers: Headers, { id, deployment, snapshot }: Exchange): void {
  headers.push("x-litellm-call-id", id);
  if (deployment === undefined) return;
  headers.push("x-litellm-model-id", deployment.id);
  const { model } = deployment.params;
  if (typeof model === "string") headers.push("x-litellm-model-name", model);
  const base = snapshot.defaults(deployment).apiBase?.split("?")[0];
  if (base !== undefined && base !== "") headers.push("x-litellm-model-api-base", base);
}

/** The headers of an answer that came from a provider. */
export function answerHeaders(exchange: Exchange, { head, receipt, isStream = false }: Told): Headers {
  const headers: Headers = [];
  const took = performance.now() - exchange.began;
  pushIdentity(headers, exchange);
  headers.push("x-litellm-version", LITELLM_VERSION);
  pushCost(headers, receipt, { isStream, hasParts: hasParts(exchange.usage?.value) });
  headers.push(
    "x-litellm-key-spend",
    receipt === undefined ? "0.0" : pythonCompact(receipt.litellm),
    "x-litellm-response-duration-ms",
    took.toFixed(3),
    "x-litellm-overhead-duration-ms",
    Math.max(0, took - (exchange.upstreamMs ?? 0)).toFixed(4),
    "x-litellm-callback-duration-ms",
    "0.0",
  );
  if (head !== undefined) {
    pushLimits(headers, head);
    pushProviderHeaders(headers, head);
  }
  const { model, attempts, losses } = exchange;
  if (model !== undefined) headers.push("x-litellm-model-group", sendable(model));
  headers.push("x-litellm-attempted-retries", String(Math.max(0, attempts - 1)), "x-litellm-attempted-fallbacks", "0");
  if (losses.length > 0) headers.push("x-lintel-losses", lossList(exchange));
  return headers;
}

/** The headers of a failed call. */
export function faultHeaders(exchange: Exchange): Headers {
  const headers: Headers = [];
  const reply = exchange.fault?.reply;
  if (reply !== undefined) {
    pushProviderHeaders(headers, reply);
    pushLimits(headers, reply);
  }
  headers.push("x-litellm-call-id", exchange.id, "x-litellm-response-cost", "0", "x-litellm-key-spend", "0.0");
  return headers;
}

function sendable(text: string): string {
  return encodeURI(text);
}

const LONGEST_LIST = 1024;

/** What a translation has not carried over: JSON pointers, the first as many as a header bears. */
function lossList({ losses }: Exchange): string {
  let list = "";
  for (const { pointer } of losses) {
    const next = list === "" ? sendable(pointer) : `${list}, ${sendable(pointer)}`;
    if (next.length > LONGEST_LIST) return `${list}, \u2026`.replace("\u2026", "...");
    list = next;
  }
  return list;
}
