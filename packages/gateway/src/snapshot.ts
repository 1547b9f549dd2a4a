import { type Client, client, resolveModel } from "@lintel/core";
import { type Host, Secret, shownUrl } from "@lintel/core/host";
import type { Json, JsonObject } from "@lintel/core/json";
import { bridges, describing, directory } from "@lintel/providers";
import { type PingRules, pingRules } from "./answer/ping-rules.ts";
import { type Callers, callers } from "./auth/callers.ts";
import type { Deployment, GatewayConfig } from "./config/config.ts";
import type { Dialect } from "./forward/dialect.ts";
import { type KnownBodies, knownBodies } from "./forward/known-bodies.ts";
import { deploymentPrices } from "./models/deployment-prices.ts";
import { describedModels } from "./models/described-models.ts";
import { isLimited } from "./models/group-limits.ts";
import { type MinuteUsage, minuteUsage } from "./models/minute-usage.ts";
import { type ModelTable, modelTable } from "./models/model-table.ts";
import { pricedModels } from "./models/priced.ts";
import { oncePer } from "./once-per.ts";

/** A configuration made ready: all that requests which begin under it need, until they end. */
export interface Snapshot {
  readonly config: GatewayConfig;
  readonly client: Client;
  readonly host: Host;
  readonly models: ModelTable;
  readonly callers: Callers;
  readonly pings: PingRules;
  /** What was asked of deployments that have limits of their own; absent where none has one. */
  readonly usage: MinuteUsage | undefined;
  /** Bodies of a route that were read. */
  bodies(dialect: Dialect): KnownBodies | undefined;
  /** What deployments say of a model in their `model_info`. */
  said(model: string): JsonObject | undefined;
  /** Whether LiteLLM has a price for a model, be it none. */
  isPriced(model: string): boolean | Promise<boolean>;
  /** What a deployment gives to every call: its parameters, credentials as slots. */
  defaults(deployment: Deployment): Defaults;
}

/** Arguments of a call that its deployment gives. */
export interface Defaults {
  readonly model: string;
  readonly kwargs: Readonly<Record<string, Json | Secret>>;
  /** Without the credentials that may stand in it. */
  readonly apiBase?: string;
  /** The address that is told of a deployment without one. */
  readonly address?: string;
  readonly provider?: string;
  /** The model's name without its provider's prefix. */
  readonly bareModel: string;
}

/** Parameters that are about the choice among deployments, and nobody else's business. */
const ROUTING: ReadonlySet<string> = new Set([
  "model",
  "rpm",
  "tpm",
  "weight",
  "order",
  "tags",
  "max_parallel_requests",
]);

function textOf(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Under which name a deployment's own prices stand, and whose they are where it names none (`Router._cost_map_backend_model`). */
function pricedAs({ id, params, info, written }: Deployment): JsonObject {
  if (Object.keys(deploymentPrices({ params, info })).length === 0) return {};
  const named = [info.base_model, params.base_model, written, params.model].map(textOf);
  return { id, deployment: named.find((name) => name !== undefined && name !== "") ?? "" };
}

function defaultsOf(deployment: Deployment, env: GatewayConfig["env"]): Defaults {
  const { params, info } = deployment;
  const { api_base, base_url, custom_llm_provider: custom } = params;
  const model = textOf(params.model) ?? "";
  const apiBase = textOf(api_base) ?? textOf(base_url);
  const kwargs = Object.fromEntries(
    Object.entries({ ...params, ...deploymentPrices(deployment) })
      .filter(([name]) => !ROUTING.has(name))
      .map(([name, value]) => [
        name,
        name === "api_key" && typeof value === "string" ? new Secret(name, value) : value,
      ]),
  );
  const base = textOf(info.base_model);
  const about = { ...(base !== undefined && { base_model: base }), ...pricedAs(deployment) };
  const customProvider = textOf(custom);
  const found = resolveModel(
    { model, env, ...(customProvider !== undefined && { customProvider }), ...(apiBase !== undefined && { apiBase }) },
    directory,
  );
  return {
    model,
    kwargs: Object.keys(about).length === 0 ? kwargs : { ...kwargs, model_info: about },
    bareModel: found.resolved ? found.model : model,
    ...(apiBase !== undefined && { apiBase: shownUrl(apiBase) }),
    ...(found.resolved && found.provider !== undefined && { provider: found.provider }),
    ...(found.resolved && found.provider === "openai" && { address: "https://api.openai.com" }),
  };
}

export interface SnapshotOptions {
  readonly host: Host;
  /** Whether callers need no key where none is configured. */
  readonly isOpen: boolean;
}

/** Makes a configuration ready. */
export function snapshotOf(config: GatewayConfig, { host, isOpen }: SnapshotOptions): Snapshot {
  const { settings, env } = config;
  const { said, ...known } = describing(describedModels(config.deployments));
  const asking = client(host, {
    ...known,
    bridges,
    settings,
    env,
    retries: "routed",
    countUsage: "always",
    arguments: "parsed",
  });
  return {
    config,
    host,
    client: asking,
    said,
    isPriced: pricedModels(config, asking),
    models: modelTable(config),
    usage: config.deployments.some(isLimited) ? minuteUsage() : undefined,
    callers: callers(config.general, isOpen),
    pings: pingRules(config),
    bodies: oncePer(({ says }) => says && knownBodies(says)),
    defaults: oncePer((deployment) => defaultsOf(deployment, env)),
  };
}
