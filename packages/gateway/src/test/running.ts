import { onTestFinished } from "vitest";
import type { Deployment, GatewayConfig, GeneralSettings } from "../config/config.ts";
import { type RunningGateway, type StartOptions, startGateway } from "../start.ts";

export const MASTER_KEY = "sk-master-0123456789";

const GENERAL: GeneralSettings = {
  masterKey: MASTER_KEY,
  staticKeys: [],
  forwardClientHeaders: false,
  forwardOpenaiOrganization: false,
  alwaysIncludeStreamUsage: false,
};

/** The same without any key. */
export function keyless(config: GatewayConfig): GatewayConfig {
  const { masterKey: _, ...general } = config.general;
  return { ...config, general };
}

/** A deployment of a test, named by its place. */
export function deployment(name: string, params: Deployment["params"]): Deployment {
  return { name, id: `id-${name}`, params, info: {} };
}

export function configOf(
  deployments: readonly Deployment[],
  more: Partial<Pick<GatewayConfig, "router" | "settings" | "forwardsFor">> & {
    readonly general?: Partial<GeneralSettings>;
  } = {},
): GatewayConfig {
  return {
    deployments,
    aliases: {},
    router: { ...more.router },
    general: { ...GENERAL, ...more.general },
    settings: more.settings ?? {},
    env: {},
    ...(more.forwardsFor && { forwardsFor: more.forwardsFor }),
  };
}

/** A gateway of one test on a free port, closed with it. */
export async function running(
  config: GatewayConfig,
  options: Omit<StartOptions, "config" | "port"> = {},
): Promise<RunningGateway> {
  const started = await startGateway({ config, port: 0, ...options });
  onTestFinished(() => started.close(0));
  return started;
}

export interface Sent {
  readonly body?: unknown;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Asks a gateway with the master key, and a JSON body if there is one. */
export function ask({ url }: RunningGateway, path: string, sent: Sent = {}): Promise<Response> {
  const { body, method = body === undefined ? "GET" : "POST", headers = {}, signal } = sent;
  return fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${MASTER_KEY}`, "content-type": "application/json", ...headers },
    ...(signal && { signal }),
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}
