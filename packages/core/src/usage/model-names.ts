import type { ProviderDirectory } from "../client/directory.ts";
import { resolveModel } from "../client/resolve.ts";
import type { JsonObject } from "../json/index.ts";
import type { Secret } from "../secret.ts";
import type { ModelFacts } from "./model-facts.ts";

/** A model as somebody asks for it. */
export interface ModelAsked {
  readonly model: string;
  /** LiteLLM's `custom_llm_provider`. */
  readonly provider?: string | undefined;
}

/** How a vendor's models stand in a price map: all that LiteLLM knows of single providers when it looks a model up. */
export interface ModelRules {
  /** A model under the name its map has, where that is another. */
  renamed(asked: ModelAsked, facts: ModelFacts): ModelAsked;
  /** The provider a name tells by itself, without being resolved. */
  declared(model: string): string | undefined;
  /** The name without version, region or date. */
  stripped(model: string, provider: string | undefined): string;
  /** Providers whose way of stripping is tried on a registered name, besides its own. */
  readonly strippers: readonly string[];
  /** The name without the parts that only tell how a provider is called. */
  routed(model: string, provider: string): string;
  /** The name a provider's map has where it repeats the provider's name or its path. */
  repeated(model: string, provider: string): string | undefined;
  /** Whether a row of this provider may serve a model of another. */
  serves(row: string, provider: string): boolean;
  /** What holds for all models of a provider, whatever their rows say. */
  told(asked: ModelAsked, facts: ModelFacts): JsonObject | undefined;
  /** Fields that are true of every model of a provider where somebody asks for this ability alone. */
  always(provider: string): readonly string[];
  /** What is known of a provider's models without any map. */
  unlisted(model: string, provider: string): JsonObject | undefined;
}

/** Without a vendor's rules: names as they are. */
export const PLAIN_MODELS: ModelRules = {
  renamed: (asked) => asked,
  declared: () => undefined,
  stripped: (model) => model,
  strippers: [],
  routed: (model) => model,
  repeated: () => undefined,
  serves: (row, provider) => row === provider,
  told: () => undefined,
  always: () => [],
  unlisted: () => undefined,
};

/** What a lookup may look at. */
export interface ModelWorld {
  readonly facts: ModelFacts;
  readonly providers: ProviderDirectory;
  readonly env?: Readonly<Record<string, string | Secret>>;
}

/** The rules of the world's vendors. */
export function rulesOf({ providers }: Pick<ModelWorld, "providers">): ModelRules {
  return providers.models ?? PLAIN_MODELS;
}

export interface Resolved {
  readonly model: string;
  readonly provider: string;
}

/** LiteLLM's `get_llm_provider`, with nothing told of a failure but that it is one. */
export function resolved({ model, provider }: ModelAsked, { providers, env = {} }: ModelWorld): Resolved | undefined {
  const found = resolveModel({ model, customProvider: provider, env }, providers);
  return found.resolved && found.provider !== undefined ? { model: found.model, provider: found.provider } : undefined;
}

/** The names under which a map may have a model, the most specific first. */
export interface ModelNames {
  readonly names: readonly string[];
  readonly provider: string | undefined;
}

function namesWithout(model: string, world: ModelWorld): ModelNames {
  const rules = rulesOf(world);
  const found = resolved({ model }, world);
  const provider = found?.provider;
  const split = provider === undefined ? model : rules.routed(found?.model ?? model, provider);
  const stripped = rules.stripped(model, provider);
  const repeated = provider === undefined ? undefined : rules.repeated(split, provider);
  return { names: [model, model, split, stripped, stripped, repeated ?? model], provider };
}

/** The names LiteLLM tries (`_get_potential_model_names`), in its order. */
export function modelNames({ model, provider }: ModelAsked, world: ModelWorld): ModelNames {
  if (provider === undefined) return namesWithout(model, world);
  const rules = rulesOf(world);
  const isPrefixed = provider !== "" && model.startsWith(`${provider}/`);
  const own = isPrefixed ? model.slice(provider.length + 1) : model;
  const combined = isPrefixed ? model : `${provider}/${model}`;
  const split = rules.routed(own, provider);
  const stripped = rules.stripped(own, provider);
  const prefixed = isPrefixed ? `${provider}/${model}` : combined;
  return {
    names: [combined, model, split, `${provider}/${stripped}`, stripped, rules.repeated(split, provider) ?? prefixed],
    provider,
  };
}
