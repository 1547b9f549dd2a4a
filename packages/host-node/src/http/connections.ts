import { type LookupFunction, Socket } from "node:net";
import type { ConnectionOptions } from "node:tls";
import { Agent, buildConnector, type Dispatcher, EnvHttpProxyAgent } from "undici";

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
  /** How long an idle connection is kept, in milliseconds; the server's own hint goes before it. */
  readonly keepAliveMs?: number;
  /** Where proxies are looked up, under the names curl and httpx use; `false` for none. */
  readonly proxies?: Readonly<Record<string, string | undefined>> | false;
}

/** Every connection of a host: undici pools by origin, proxies as the environment names them. */
export interface Connections {
  /** Whether a request may have to wait until another's connection is free. */
  readonly isBounded: boolean;
  dispatch(
    options: Dispatcher.DispatchOptions & { readonly origin: string },
    receiver: Dispatcher.DispatchHandler,
  ): void;
  /** Counts a request that waits for a connection; the answer ends the wait, and closes what nobody waits for any more. */
  await(origin: string): (gaveUp: boolean) => void;
  close(): Promise<void>;
}

interface Pinned {
  /** Answers with the addresses to connect to, in place of the system's own resolution. */
  readonly lookup?: LookupFunction;
}

interface Waiting {
  requests: number;
  readonly sockets: Set<Socket>;
}

// An upper bound only: where no request waits for another, each has its own, shorter deadline.
const CONNECT_CAP_MS = 120_000;

function proxyVariable(env: Readonly<Record<string, string | undefined>>, scheme: string): string {
  const names = [`${scheme}_proxy`, `${scheme}_proxy`.toUpperCase(), "all_proxy", "ALL_PROXY"];
  const found = names.map((name) => env[name]).find((value) => value !== undefined && value !== "") ?? "";
  return found === "" || found.includes("://") ? found : `http://${found}`;
}

export function connections(options: ConnectionOptionsOfHost & Pinned, connectMs: number): Connections {
  const isBounded = options.connections !== undefined;
  const waiting = new Map<string, Waiting>();
  const tls = {
    ...(options.ca !== undefined && { ca: options.ca }),
    ...(options.cert !== undefined && { cert: options.cert }),
    ...(options.key !== undefined && { key: options.key }),
    ...(options.verify === false && { rejectUnauthorized: false }),
  };
  // HTTP/1.1 as LiteLLM's clients speak it: an aborted call then closes its own connection and no other.
  const build = {
    ...tls,
    ...(options.lookup !== undefined && { lookup: options.lookup }),
    allowH2: false,
    timeout: isBounded ? connectMs : CONNECT_CAP_MS,
  };
  const connector = buildConnector(build);

  const track: buildConnector.connector = (target, callback) => {
    const origin = `${target.protocol}//${target.host ?? target.hostname}`;
    const sockets = waiting.get(origin)?.sockets;
    const socket: unknown = connector(target, (...result) => {
      if (socket instanceof Socket) sockets?.delete(socket);
      callback(...result);
    });
    if (socket instanceof Socket) sockets?.add(socket);
  };
  const shared = {
    connections: options.connections ?? null,
    keepAliveTimeout: options.keepAliveMs ?? 30_000,
    headersTimeout: 0,
    bodyTimeout: 0,
    allowH2: false,
  };
  const direct = new Agent({ ...shared, connect: track });
  const env = options.proxies === false ? {} : (options.proxies ?? {});
  const noProxy = env.no_proxy ?? env.NO_PROXY ?? "";
  const proxied = (scheme: "http" | "https"): Dispatcher => {
    const uri = proxyVariable(env, scheme);
    if (uri === "") return direct;
    return new EnvHttpProxyAgent({
      ...shared,
      httpProxy: uri,
      httpsProxy: uri,
      noProxy,
      requestTls: build,
      proxyTls: build,
      connect: track,
    });
  };
  const agents = { "http:": proxied("http"), "https:": proxied("https") };

  return {
    isBounded,
    dispatch(request, receiver) {
      const agent = request.origin.startsWith("https:") ? agents["https:"] : agents["http:"];
      agent.dispatch(request, receiver);
    },
    await(origin) {
      const entry = waiting.get(origin) ?? { requests: 0, sockets: new Set() };
      waiting.set(origin, entry);
      entry.requests++;
      return (gaveUp) => {
        entry.requests--;
        if (entry.requests > 0) return;
        if (gaveUp) for (const socket of entry.sockets) socket.destroy(new Error("nobody waits for this connection"));
        if (entry.sockets.size === 0) waiting.delete(origin);
      };
    },
    async close() {
      await Promise.all([...new Set([direct, ...Object.values(agents)])].map((agent) => agent.destroy()));
    },
  };
}
