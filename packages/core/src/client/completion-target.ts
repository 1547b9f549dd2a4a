import type { Adapter } from "../adapter.ts";
import { isObject, type Json, type JsonObject } from "../json/index.ts";
import { flag } from "../params/flag.ts";
import { Secret } from "../secret.ts";
import { envText, type ProviderEntry } from "./directory.ts";
import type { Kwargs, Refusal, World } from "./front.ts";
import { type Asked, type Resolution, type Resolved, resolveModel } from "./resolve.ts";

/** Whose call it is, and by what name the model goes there. */
export interface ChatTarget {
  readonly read: "target";
  /** LiteLLM's slug, also of a provider it does not know; `None` where it knows the base URL, but not whose it is. */
  readonly provider: string;
  readonly entry?: ProviderEntry;
  readonly adapter?: Adapter<"chat">;
  readonly model: string;
  readonly base?: string;
  readonly key?: Secret;
}

/** What a call says of its target. */
export interface Pointing {
  readonly kwargs: Kwargs;
  readonly given: JsonObject;
  readonly world: World;
}

function isGiven(value: Json | undefined): value is Json {
  return value !== undefined && value !== null;
}

interface Known {
  readonly custom: string | undefined;
  readonly base: Json | undefined;
  readonly found: Resolution;
}

/** What the models of each client's last calls were found to be, by their names: nothing else decides but how a call names provider and base. */
const known = new WeakMap<World, Map<string, Known>>();
const MOST = 1000;
const LONGEST = 200;

function resolved(asked: Asked & { readonly model: string }, world: World): Resolution {
  const { model, customProvider: custom, apiBase: base } = asked;
  const ofWorld = known.get(world) ?? new Map<string, Known>();
  const last = ofWorld.get(model);
  if (last !== undefined && last.custom === custom && last.base === base) return last.found;
  const found = resolveModel(asked, world.providers);
  if (model.length > LONGEST) return found;
  if (ofWorld.size >= MOST) ofWorld.clear();
  known.set(world, ofWorld.set(model, { custom, base, found }));
  return found;
}

/** Whose model it is: LiteLLM's `get_llm_provider`. */
export function resolution({ given, world }: Pointing, model: Json, custom = given.custom_llm_provider): Resolution {
  const { settings, env, providers } = world;
  const asked: Asked = {
    model,
    customProvider: typeof custom === "string" ? custom : undefined,
    apiBase: isGiven(given.base_url) ? given.base_url : given.api_base,
    isProxied: settings.use_litellm_proxy === true || flag(envText(env, "USE_LITELLM_PROXY")) === true,
    env,
  };
  return typeof model === "string" ? resolved({ ...asked, model }, world) : resolveModel(asked, providers);
}

/** The model an alias of the settings stands for. */
function aliased({ given: { model = null }, world: { settings } }: Pointing): Json {
  const aliases = settings.model_alias_map;
  const isAlias = isObject(aliases) && typeof model === "string" && Object.hasOwn(aliases, model);
  return (isAlias ? aliases[model] : undefined) ?? model;
}

function keyOf({ kwargs: { api_key }, world }: Pointing, { key }: Resolved): Secret | undefined {
  const own = api_key instanceof Secret ? api_key : undefined;
  const held = key?.env.map((name) => world.env[name]).find((value) => value instanceof Secret);
  return key?.isFirst === true ? (held ?? own) : (own ?? held);
}

/** Whom LiteLLM blames for what goes wrong before it has the target: the provider the arguments name at first sight. */
export function firstProvider(pointing: Pointing): { readonly read: "provider"; readonly provider: string } | Refusal {
  const { given, world } = pointing;
  const custom = given.custom_llm_provider;
  if (typeof custom === "string") return { read: "provider", provider: custom };
  const found = resolution(pointing, aliased(pointing));
  if (!found.resolved) return { read: "refused", fault: found.fault };
  return { read: "provider", provider: found.provider ?? world.providers.fallback };
}

/** A deployment's name goes before the model's, an alias's model before the alias. */
function named(pointing: Pointing): { readonly model: Json; readonly custom?: Json } {
  const { kwargs, given, world } = pointing;
  const { deployments } = world.providers;
  if (isGiven(given.deployment_id)) return { model: given.deployment_id, custom: deployments };
  return { model: aliased(pointing), ...(kwargs[deployments] === true && { custom: deployments }) };
}

/** Where the call goes: LiteLLM's `get_llm_provider` with all that `completion` puts before it. */
export function readTarget(pointing: Pointing): ChatTarget | Refusal {
  const { given, world } = pointing;
  const { model, custom = given.custom_llm_provider } = named(pointing);
  const found = resolution(pointing, model, custom);
  if (!found.resolved) return { read: "refused", fault: found.fault };
  const { fallback, bare, find } = world.providers;
  const provider = found.provider ?? (bare(found.model) === fallback ? fallback : "None");
  const base = isGiven(given.base_url) ? given.base_url : given.api_base;
  const key = keyOf(pointing, found);
  const entry = find(provider);
  const adapter = world.find("chat", provider);
  return {
    read: "target",
    provider,
    model: found.model,
    ...(typeof base === "string" && base !== "" && { base }),
    ...(key !== undefined && { key }),
    ...(entry !== undefined && { entry }),
    ...(adapter !== undefined && { adapter }),
  };
}
