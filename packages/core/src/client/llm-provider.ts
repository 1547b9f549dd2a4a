import type { Json, JsonObject } from "../json/index.ts";
import type { Outcome } from "../outcome.ts";
import { truthy } from "../params/truthy.ts";
import { masked, Secret } from "../secret.ts";
import { type Pointing, resolution } from "./completion-target.ts";
import type { Whereabouts } from "./directory.ts";
import type { Kwargs, World } from "./front.ts";
import { readArguments } from "./read-arguments.ts";
import { refuseUnserved } from "./refuse.ts";
import type { Resolved } from "./resolve.ts";

const SIGNATURE = {
  name: "get_llm_provider",
  first: "model",
  others: ["custom_llm_provider", "api_base", "api_key", "litellm_params"],
};

/** The first variable that holds something. */
function held(names: readonly string[], { env }: World): string | Secret | undefined {
  return names
    .map((name) => env[name])
    .find((value) => value instanceof Secret || (value !== undefined && value !== ""));
}

/** Whether the provider stands before the model, or is named beside it. */
function isNamed({ given, world: { providers } }: Pointing): boolean {
  const { model, custom_llm_provider: custom } = given;
  const slug = truthy(custom) ? custom : typeof model === "string" ? model.split("/", 1)[0] : undefined;
  const isWhole = truthy(custom) || (typeof model === "string" && model.includes("/"));
  return typeof slug === "string" && isWhole && providers.find(slug) !== undefined;
}

/** A key is told of, and never told. */
function toldKey(key: unknown): string | undefined {
  return key === undefined || key === null || key === "" ? undefined : "***";
}

interface Reached {
  readonly key: Json;
  readonly base: Json;
}

function byHost({ kwargs, given, world }: Pointing, { env, isFirst }: NonNullable<Resolved["key"]>): Reached {
  const own = isFirst ? undefined : toldKey(kwargs.api_key);
  return { key: own ?? toldKey(held(env, world)) ?? null, base: given.api_base ?? null };
}

function byName({ kwargs, given, world }: Pointing, { base, key }: Whereabouts): Reached {
  const { api_base: asked = null } = given;
  const found = truthy(asked) ? asked : (held(base.env, world) ?? base.fallback ?? asked);
  const told = found instanceof Secret ? masked(found) : found;
  return {
    key: toldKey(kwargs.api_key) ?? toldKey(held(key.env, world)) ?? key.fallback ?? null,
    base: typeof told === "string" && base.finished !== undefined ? base.finished(told) : told,
  };
}

const NOWHERE: Whereabouts = { base: { env: [] }, key: { env: [] } };

function reached(pointing: Pointing, { model, provider = "", key }: Resolved): Reached | undefined {
  const { given, world } = pointing;
  if (key !== undefined) return byHost(pointing, key);
  const found = world.providers.whereabouts?.(provider, model) ?? NOWHERE;
  const isUntold = found !== "unknown" && found.isUnnamed === true && given.custom_llm_provider === provider;
  if (isUntold || (!isNamed(pointing) && (found === "unknown" || found.isForBare !== true)))
    return { key: null, base: given.api_base ?? null };
  return found === "unknown" ? undefined : byName(pointing, found);
}

/** LiteLLM's `get_llm_provider`: `{ model, custom_llm_provider, dynamic_api_key, api_base }`, the key as `***`. */
export function llmProvider(kwargs: Kwargs, world: World): Outcome {
  const read = readArguments(kwargs, SIGNATURE);
  if (read.read === "refused") return { outcome: "fault", fault: read.fault, losses: [] };
  const pointing: Pointing = { kwargs, given: read.given, world };
  const found = resolution(pointing, read.given.model ?? null);
  if (!found.resolved) return { outcome: "fault", fault: found.fault, losses: [] };
  const at = reached(pointing, found);
  const { model, provider } = found;
  if (at === undefined) {
    const { fault } = refuseUnserved(`the base URL and key of ${provider} are not known`, { model });
    return { outcome: "fault", fault, losses: [] };
  }
  const value: JsonObject = {
    model,
    custom_llm_provider: provider ?? null,
    dynamic_api_key: at.key,
    api_base: at.base,
  };
  return { outcome: "value", value, losses: [] };
}
