import { type JsonObject, object } from "@lintel/core/json";
import { KEY_HEADERS } from "../auth/authenticate.ts";
import type { Exchange } from "../exchange.ts";

const ANTHROPIC_HEADERS = ["anthropic-version", "anthropic-beta"] as const;

/** Providers that speak Anthropic's API (`_ANTHROPIC_API_HEADER_PROVIDERS`). */
const ANTHROPIC_PROVIDERS = "anthropic,bedrock,vertex_ai";

const NONE: JsonObject = {};

const KEYS: ReadonlySet<string> = new Set(KEY_HEADERS);

// LiteLLMProxyRequestSetup._get_forwardable_headers
function isForwarded(name: string, keyHeader: string | undefined): boolean {
  if (KEYS.has(name) || name === keyHeader?.toLowerCase()) return false;
  return (name.startsWith("x-") && !name.startsWith("x-stainless")) || name.startsWith("anthropic-beta");
}

function anthropicHeaders({ head: { headers } }: Exchange): JsonObject {
  if (ANTHROPIC_HEADERS.every((name) => headers[name] === undefined)) return NONE;
  const told = ANTHROPIC_HEADERS.flatMap((name): (readonly [string, string])[] => {
    const value = headers[name];
    return value === undefined ? [] : [[name, value]];
  });
  return { provider_specific_header: { custom_llm_provider: ANTHROPIC_PROVIDERS, extra_headers: object(told) } };
}

/** The caller's headers that go to the provider, as arguments: Anthropic's own to whoever speaks its API, its `x-…` where the configuration says so. */
export function clientHeaders(exchange: Exchange): JsonObject {
  const { forwardClientHeaders, forwardOpenaiOrganization, keyHeader } = exchange.snapshot.config.general;
  const own = anthropicHeaders(exchange);
  const { headers } = exchange.head;
  const organization = forwardOpenaiOrganization ? headers["openai-organization"] : undefined;
  const told = organization === undefined ? own : { ...own, organization };
  if (!forwardClientHeaders) return told;
  const forwarded = Object.entries(headers).flatMap(([name, value]): (readonly [string, string])[] =>
    value !== undefined && isForwarded(name, keyHeader) ? [[name, value]] : [],
  );
  return forwarded.length === 0 ? told : { ...told, headers: object(forwarded) };
}
