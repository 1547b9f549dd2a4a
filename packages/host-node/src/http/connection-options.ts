import type { LookupFunction } from "node:net";
import type { ConnectionOptions } from "node:tls";

type Env = Readonly<Record<string, string | undefined>>;

export interface ConnectionOptionsOfHost {
  /** Certificates trusted in place of Node's own, PEM, as Node's `tls` takes them. */
  readonly ca?: ConnectionOptions["ca"];
  /** Client certificate and key, PEM. */
  readonly cert?: ConnectionOptions["cert"];
  readonly key?: ConnectionOptions["key"];
  /** `false` accepts any certificate, as LiteLLM's `ssl_verify`. */
  readonly verify?: boolean;
  /** Most connections to one origin; unbounded unless given. */
  readonly connections?: number;
  /** How long an idle connection is kept, in milliseconds, 30,000 unless given; the server's own hint goes before it. */
  readonly keepAliveMs?: number;
  /** Where proxies are looked up, under the names curl and httpx use; `false` for none. */
  readonly proxies?: Env | false;
}

export interface Pinned {
  /** Answers with the addresses to connect to, in place of the system's own resolution. */
  readonly lookup?: LookupFunction;
}

export const KEEP_ALIVE_MS = 30_000;

/** The options as Node's `tls` spells them. */
export function tlsOptions({
  ca,
  cert,
  key,
  verify,
}: ConnectionOptionsOfHost): Pick<ConnectionOptions, "ca" | "cert" | "key" | "rejectUnauthorized"> {
  return {
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    ...(verify === false && { rejectUnauthorized: false }),
  };
}

/** The proxy that the environment names for a scheme, or an empty text. */
export function proxyVariable({ proxies }: ConnectionOptionsOfHost, scheme: "http" | "https"): string {
  const env: Env = proxies === false ? {} : (proxies ?? {});
  const names = [`${scheme}_proxy`, `${scheme}_proxy`.toUpperCase(), "all_proxy", "ALL_PROXY"];
  const found = names.map((name) => env[name]).find((value) => value !== undefined && value !== "") ?? "";
  return found === "" || found.includes("://") ? found : `http://${found}`;
}

/** What tells environments apart that name other proxies. */
export function proxyVariables({ proxies = {} }: Pick<ConnectionOptionsOfHost, "proxies">): string {
  if (proxies === false) return "";
  return Object.keys(proxies)
    .filter((name) => name.toLowerCase().endsWith("_proxy"))
    .sort()
    .map((name) => `${name}=${proxies[name] ?? ""}`)
    .join("\n");
}
