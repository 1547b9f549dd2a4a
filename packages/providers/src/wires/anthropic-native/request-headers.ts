import type { Given, Header, Secret } from "@lintel/core";
import type { NativeCall, NativeNeeds } from "./types.ts";

const BETA = "anthropic-beta";
const OAUTH_BETA = "oauth-2025-04-20";
const KEYS: ReadonlySet<string> = new Set(["x-api-key", "authorization"]);

const ALWAYS: readonly (readonly [name: string, value: string])[] = [
  ["anthropic-version", "2023-06-01"],
  ["content-type", "application/json"],
];

type Headers = ReadonlyMap<string, Header[1]>;

function isNamed(name: string, wanted: string): boolean {
  return name.toLowerCase() === wanted;
}

function kindOf(value: Header[1]): string | undefined {
  return typeof value === "object" && "kind" in value ? value.kind : undefined;
}

function betaNames(value: Header[1] | undefined): readonly string[] {
  return typeof value === "string"
    ? value
        .split(",")
        .map((name) => name.trim())
        .filter((name) => name !== "")
    : [];
}

function withoutNames(headers: Headers, names: ReadonlySet<string>): Headers {
  return new Map([...headers].filter(([name]) => !names.has(name.toLowerCase())));
}

/** Headers of a caller who comes with a token of OAuth: LiteLLM's `optionally_handle_anthropic_oauth`. */
function withOauth(headers: Headers, bearer: Header[1]): Headers {
  const betas = betaNames(headers.get(BETA));
  return new Map([
    ...headers,
    ["authorization", bearer],
    [BETA, betas.length === 0 ? OAUTH_BETA : [...betas, OAUTH_BETA].join(",")],
    ["anthropic-dangerous-direct-browser-access", "true"],
  ]);
}

function entered(call: NativeCall): Headers {
  const headers: Headers = new Map(call.target.headers);
  const [, own] = [...headers].find(([name]) => isNamed(name, "authorization")) ?? [];
  if (own !== undefined && kindOf(own) === "oauth") return withOauth(withoutNames(headers, KEYS), own);
  const { key } = call.target;
  // A token from the environment is sent as a bearer, without the beta: AnthropicModelInfo.get_auth_header.
  if (key?.kind !== "oauth" || key.name !== "api_key") return headers;
  return withOauth(withoutNames(headers, new Set(["x-api-key"])), ["Bearer ", key]);
}

function credentials({ key, token }: Given<NativeNeeds>): readonly Header[] | undefined {
  const bearer = (secret: Secret): readonly Header[] => [["authorization", ["Bearer ", secret]]];
  if (key !== undefined) return key.kind === "oauth" ? bearer(key) : [["x-api-key", key]];
  return token === undefined ? undefined : bearer(token);
}

interface Heading {
  readonly given: Given<NativeNeeds>;
  /** The betas the request has need of. */
  readonly betas: readonly string[];
}

/** The headers LiteLLM sends, the caller's first; undefined where nothing lets the call in. */
export function toHeaders(call: NativeCall, { given, betas }: Heading): readonly Header[] | undefined {
  const { headers: told, key } = call.target;
  const isPlain = told.length === 0 && key?.kind !== "oauth" && given.key !== undefined && given.key.kind !== "oauth";
  if (isPlain && betas.length === 0) return [["x-api-key", given.key], ...ALWAYS];
  const headers = entered(call);
  const isLetIn = [...headers.keys()].some((name) => KEYS.has(name.toLowerCase()));
  const added = isLetIn ? [] : credentials(given);
  if (added === undefined) return undefined;
  const whole: Headers = new Map([...headers, ...added, ...ALWAYS.filter(([name]) => !headers.has(name))]);
  const named = [...whole].flatMap(([name, value]) => (isNamed(name, BETA) ? betaNames(value) : []));
  const all = [...new Set([...named, ...betas])].sort();
  return all.length === 0 ? [...whole] : [...withoutNames(whole, new Set([BETA])), [BETA, all.join(",")]];
}
