import { type JsonObject, object } from "@lintel/core/json";
import { KEY_HEADERS } from "../auth/authenticate.ts";
import type { Exchange } from "../exchange.ts";
import { fitsAny } from "../models/fits-any.ts";
import { firstHeader } from "../server/told-header.ts";
import { callerInHeaders } from "./caller-told.ts";

const ANTHROPIC_HEADERS = ["anthropic-version", "anthropic-beta"] as const;

/** Providers that speak Anthropic's API (`_ANTHROPIC_API_HEADER_PROVIDERS`). */
const ANTHROPIC_PROVIDERS = "anthropic,bedrock,vertex_ai";

/** A caller's own token of OAuth, as whoever has a subscription brings it (`is_anthropic_oauth_key`). */
const OAUTH = /^(?:Bearer )?sk-ant-oat/;

const NONE: JsonObject = {};

const KEYS: ReadonlySet<string> = new Set(KEY_HEADERS);

// LiteLLMProxyRequestSetup._get_forwardable_headers
function isForwarded(name: string, keyHeader: string | undefined): boolean {
  if (KEYS.has(name) || name === keyHeader?.toLowerCase()) return false;
  return (name.startsWith("x-") && !name.startsWith("x-stainless")) || name.startsWith("anthropic-beta");
}

/** A token of OAuth that is no key of this gateway, since another header brought that one (`clean_headers`). */
function ownToken({ head }: Exchange): string | undefined {
  const token = head.headers["x-litellm-api-key"] === undefined ? undefined : firstHeader(head, "authorization");
  return token !== undefined && OAUTH.test(token) ? token : undefined;
}

function anthropicHeaders(exchange: Exchange): JsonObject {
  const { headers } = exchange.head;
  const token = ownToken(exchange);
  if (token === undefined && ANTHROPIC_HEADERS.every((name) => headers[name] === undefined)) return NONE;
  const told = ANTHROPIC_HEADERS.flatMap((name): (readonly [string, string])[] => {
    const value = headers[name];
    return value === undefined ? [] : [[name, value]];
  });
  const scopes: readonly JsonObject[] = [
    ...(told.length === 0 ? [] : [{ custom_llm_provider: ANTHROPIC_PROVIDERS, extra_headers: object(told) }]),
    ...(token === undefined ? [] : [{ custom_llm_provider: "anthropic", extra_headers: { authorization: token } }]),
  ];
  return { provider_specific_header: scopes };
}

/** Whether the configuration has headers of calls for this model passed on. */
function isForwarding({ asked, snapshot }: Exchange): boolean {
  const { general, forwardsFor, env } = snapshot.config;
  if (general.forwardClientHeaders) return true;
  const { model = null } = asked ?? {};
  if (forwardsFor === undefined || typeof model !== "string") return false;
  const groups = snapshot.models.accessGroups(model);
  return groups.some((group) => forwardsFor.includes(group)) || fitsAny(model, forwardsFor, env);
}

/** Whether headers of a call go on that may hold what nobody else is to know: they are kept for no other call. */
export function passesOn(exchange: Exchange): boolean {
  return ownToken(exchange) !== undefined || isForwarding(exchange);
}

/** The caller's headers that go to the provider, as arguments: Anthropic's own to whoever speaks its API, its `x-…` where the configuration says so. */
export function clientHeaders(exchange: Exchange): JsonObject {
  const { forwardOpenaiOrganization, keyHeader } = exchange.snapshot.config.general;
  const scoped = anthropicHeaders(exchange);
  const { headers } = exchange.head;
  const organization = forwardOpenaiOrganization ? headers["openai-organization"] : undefined;
  const told = organization === undefined ? scoped : { ...scoped, organization };
  if (!isForwarding(exchange)) return told;
  const own = Object.entries(headers).flatMap(([name, value]): (readonly [string, string])[] =>
    value !== undefined && isForwarded(name, keyHeader) ? [[name, value]] : [],
  );
  const forwarded = { ...object(own), ...callerInHeaders(exchange) };
  return Object.keys(forwarded).length === 0 ? told : { ...told, headers: forwarded };
}
