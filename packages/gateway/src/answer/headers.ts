import type { CostReceipt, ReplyHead } from "@lintel/core";
import { shownUrl } from "@lintel/core/host";
import { pythonCompact } from "@lintel/core/json";
import type { Deployment } from "../config/config.ts";
import { areTyped } from "../config/typed-params.ts";
import type { Exchange } from "../exchange.ts";
import type { Defaults } from "../snapshot.ts";
import { type Headers, NOTHING, pushCost } from "./cost-headers.ts";
import { pushOwnLimits } from "./own-limits.ts";
import { pushLimits, pushProvider, pushProviderHeaders } from "./provider-headers.ts";
import { EVERYTHING, type Telling } from "./telling.ts";

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

/** What an answer tells of itself. */
export interface Told {
  readonly head?: ReplyHead | undefined;
  readonly receipt?: CostReceipt | undefined;
  readonly telling?: Telling | undefined;
}

/** What headers tell of a deployment. */
interface Identity {
  readonly names: readonly string[];
  readonly address: readonly string[];
}

const identities = new WeakMap<Defaults, Identity>();

function identityOf({ id, params }: Deployment, defaults: Defaults): Identity {
  const { model } = params;
  const known = identities.get(defaults);
  if (known !== undefined) return known;
  const told = typeof params.api_base === "string" ? shownUrl(params.api_base) : defaults.address;
  const base = told?.split("?")[0];
  const made = {
    names: [
      "x-litellm-model-id",
      plain(id),
      ...(typeof model === "string" ? ["x-litellm-model-name", plain(model)] : []),
    ],
    address: base === undefined || base === "" ? [] : ["x-litellm-model-api-base", plain(base)],
  };
  identities.set(defaults, made);
  return made;
}

function pushIdentity(headers: Headers, { id, asked, deployment, snapshot }: Exchange, { address }: Telling): void {
  headers.push("x-litellm-call-id", id);
  if (deployment === undefined) return;
  const told = identityOf(deployment, snapshot.defaults(deployment));
  headers.push(...told.names);
  // What LiteLLM's LiteLLM_Params refuses leaves it without the address (`get_api_base`).
  if (address && (asked === undefined || areTyped(asked))) headers.push(...told.address);
}

function pushDurations(headers: Headers, exchange: Exchange, { overhead, address }: Telling): void {
  const took = performance.now() - exchange.began;
  headers.push("x-litellm-response-duration-ms", took.toFixed(3));
  if (overhead && exchange.sentAt !== undefined)
    headers.push("x-litellm-overhead-duration-ms", Math.max(0, took - (exchange.upstreamMs ?? 0)).toFixed(4));
  if (address) headers.push("x-litellm-callback-duration-ms", NOTHING);
}

/** The headers of an answer that came from a provider. */
export function answerHeaders(exchange: Exchange, { head, receipt, telling = EVERYTHING }: Told): Headers {
  const headers: Headers = [];
  const billed = telling.isFree ? undefined : receipt;
  pushIdentity(headers, exchange, telling);
  headers.push("x-litellm-version", LITELLM_VERSION);
  if (telling.isFree) headers.push("x-litellm-response-cost", NOTHING);
  const total = exchange.isUnpriced
    ? NOTHING
    : pushCost(headers, exchange, { receipt: billed, isSummed: telling.sum ?? true });
  headers.push("x-litellm-key-spend", total);
  pushDurations(headers, exchange, telling);
  if (head !== undefined && telling.provider) pushProvider(headers, head, { exchange, telling });
  pushOwnLimits(headers, exchange);
  const { model, retried, fallbacks, most, losses } = exchange;
  if (model !== undefined && model !== "") headers.push("x-litellm-model-group", plain(model));
  headers.push("x-litellm-attempted-retries", String(retried));
  if (retried > 0) headers.push("x-litellm-max-retries", String(most));
  headers.push("x-litellm-attempted-fallbacks", String(fallbacks));
  if (exchange.isPrioritized) headers.push("x-litellm-request-prioritization-used", "True");
  if (losses.length > 0) headers.push("x-lintel-losses", lossList(exchange));
  return headers;
}

/** What the headers of a failure tell on a route. */
export interface FaultTelling {
  /** The provider's own headers, and when to ask again. */
  readonly provider?: boolean;
  /** `x-litellm-version`. */
  readonly version?: true;
  /** `x-litellm-model-id`. */
  readonly deployment?: true;
  /** Whether nothing is told but the call's id. */
  readonly bare?: boolean;
}

/** The headers of a failed call. */
export function faultHeaders(exchange: Exchange, telling: FaultTelling = {}): Headers {
  const { provider = true, version, deployment, bare } = telling;
  if (bare) return ["x-litellm-call-id", exchange.id];
  const headers: Headers = [];
  const reply = exchange.fault?.reply;
  if (reply !== undefined && provider && (reply.status >= 400 || reply.isTold)) {
    pushProviderHeaders(headers, reply);
    pushLimits(headers, reply);
  }
  if (exchange.retryAfter !== undefined && provider) headers.push("retry-after", String(exchange.retryAfter));
  headers.push("x-litellm-call-id", exchange.id);
  if (deployment && exchange.deployment !== undefined)
    headers.push("x-litellm-model-id", plain(exchange.deployment.id));
  if (version) headers.push("x-litellm-version", LITELLM_VERSION);
  headers.push("x-litellm-response-cost", "0", "x-litellm-key-spend", NOTHING);
  const { timeout } = exchange;
  if (timeout !== undefined)
    headers.push("x-litellm-timeout", typeof timeout === "string" ? plain(timeout) : plain(pythonCompact(timeout)));
  return headers;
}

/** Characters of a name that a header tells: callers choose names, and many clients take no head beyond 16 KB. */
const LONGEST_NAME = 1024;

const LONE_SURROGATE = /\p{Surrogate}/gu;

function sendable(text: string): string {
  return encodeURI(text.slice(0, LONGEST_NAME).replace(LONE_SURROGATE, "\u{fffd}"));
}

const PLAIN = /^[\x20-\x7e]*$/;

function plain(text: string): string {
  return text.length <= LONGEST_NAME && PLAIN.test(text) ? text : sendable(text);
}

const LONGEST_LIST = 1024;

/** What a translation has not carried over: JSON pointers, the first as many as a header bears. */
function lossList({ losses }: Exchange): string {
  let list = "";
  for (const { pointer } of losses) {
    const next = list === "" ? sendable(pointer) : `${list}, ${sendable(pointer)}`;
    if (next.length > LONGEST_LIST) return `${list}, ...`;
    list = next;
  }
  return list;
}
