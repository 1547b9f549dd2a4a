import { isCredentialHeader } from "../credential-header.ts";
import { fromUser } from "../json/index.ts";
import { dictProblem } from "../params/python-dict.ts";
import { pythonType } from "../params/python-type.ts";
import { Secret } from "../secret.ts";
import { type Attempt, got, raises } from "./attempt.ts";
import type { Kwargs, Reading } from "./front.ts";
import { jsonOf } from "./json-of.ts";

export type Headers = Reading<"chat">["headers"];

type Mapping = Readonly<Record<string, unknown>>;

function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mapping(value: unknown): Mapping {
  return isMapping(value) ? value : {};
}

function isScopedTo(provider: string, scope: unknown): scope is Mapping {
  const providers = mapping(scope).custom_llm_provider;
  return typeof providers === "string" && providers.split(",").some((name) => name.trim() === provider);
}

function scoped(given: unknown, provider: string): Mapping {
  const scopes: readonly unknown[] = Array.isArray(given) ? given : [given];
  const matching = scopes.filter((scope) => isScopedTo(provider, scope));
  return Object.assign({}, ...matching.map(({ extra_headers }) => mapping(extra_headers)));
}

/** The words of what the HTTP client raises over a header's value that is no text. */
export function valueProblem(value: unknown): string {
  const taken = fromUser(value);
  return `Header value must be str or bytes, not <class '${taken.ok ? pythonType(taken.value) : typeof value}'>`;
}

/** What Python raises where `headers` or `extra_headers` is no mapping. */
export function headersProblem({ headers, extra_headers }: Kwargs): string | undefined {
  if (headers === undefined && extra_headers === undefined) return undefined;
  return [headers, extra_headers]
    .filter((value) => !isMapping(value))
    .map((value) => dictProblem(jsonOf(value)))
    .find((problem) => problem !== undefined);
}

/** A credential as a slot, one from a scoped header or from the settings too. */
function withheld(name: string, value: string | Secret): string | Secret {
  return typeof value === "string" && value !== "" && isCredentialHeader(name, value) ? new Secret(name, value) : value;
}

interface Sources {
  readonly provider: string;
  /** LiteLLM's module-wide headers, where the provider's calls get them when they have none. */
  readonly inherited: unknown;
}

/** A call's headers in LiteLLM's order: `headers`, then `extra_headers`, then those for this provider alone. */
export function readHeaders(kwargs: Kwargs, { provider, inherited }: Sources): Attempt<Headers> {
  const { headers, extra_headers, provider_specific_header } = kwargs;
  const isPlain = headers === undefined && extra_headers === undefined && provider_specific_header === undefined;
  if (isPlain && inherited === undefined) return got([]);
  const own: Mapping = {
    ...mapping(headers),
    ...mapping(extra_headers),
    ...scoped(provider_specific_header, provider),
  };
  const all = Object.entries(Object.keys(own).length === 0 ? mapping(inherited) : own);
  const wrong = all.find(([, value]) => value !== undefined && typeof value !== "string" && !(value instanceof Secret));
  if (wrong !== undefined) return raises(valueProblem(wrong[1]));
  return got(
    all.flatMap(([name, value]) =>
      typeof value === "string" || value instanceof Secret ? [[name, withheld(name, value)] as const] : [],
    ),
  );
}
