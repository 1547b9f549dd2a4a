import { Socket } from "node:net";
import { Agent, buildConnector, type Dispatcher, EnvHttpProxyAgent } from "undici";
import {
  type ConnectionOptionsOfHost,
  KEEP_ALIVE_MS,
  type Pinned,
  proxyVariable,
  tlsOptions,
} from "../connection-options.ts";
import { type Opening, tunnels } from "./tunnels.ts";

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

interface Waiting {
  requests: number;
  /** What closes each connection that is being opened. */
  readonly opening: Set<() => void>;
}

// An upper bound only: where no request waits for another, each has its own, shorter deadline.
const CONNECT_CAP_MS = 120_000;

export function connections(options: ConnectionOptionsOfHost & Pinned, connectMs: number): Connections {
  const isBounded = options.connections !== undefined;
  const waiting = new Map<string, Waiting>();
  // HTTP/1.1 as LiteLLM's clients speak it: an aborted call then closes its own connection and no other.
  const build = {
    ...tlsOptions(options),
    ...(options.lookup !== undefined && { lookup: options.lookup }),
    allowH2: false,
    timeout: isBounded ? connectMs : CONNECT_CAP_MS,
  };
  const connector = buildConnector(build);

  const track: buildConnector.connector = (target, callback) => {
    const origin = `${target.protocol}//${target.host ?? target.hostname}`;
    const opening = waiting.get(origin)?.opening;
    const socket: unknown = connector(target, (...result) => {
      opening?.delete(giveUp);
      callback(...result);
    });
    function giveUp(): void {
      if (socket instanceof Socket) socket.destroy(new Error("nobody waits for this connection"));
    }
    if (socket instanceof Socket) opening?.add(giveUp);
  };
  /** A tunnel's place has a host and a port, whatever the origin's scheme. */
  const noted: Opening = (place, giveUp) => {
    const [own] = ["https:", "http:"].flatMap(
      (scheme) => waiting.get(URL.parse(`${scheme}//${place}`)?.origin ?? "") ?? [],
    );
    own?.opening.add(giveUp);
    return () => void own?.opening.delete(giveUp);
  };
  const shared = {
    connections: options.connections ?? null,
    keepAliveTimeout: options.keepAliveMs ?? KEEP_ALIVE_MS,
    headersTimeout: 0,
    bodyTimeout: 0,
    allowH2: false,
  };
  const direct = new Agent({ ...shared, connect: track });
  const env = options.proxies === false ? {} : (options.proxies ?? {});
  const noProxy = env.no_proxy ?? env.NO_PROXY ?? "";
  const proxied = (scheme: "http" | "https"): Dispatcher => {
    const uri = proxyVariable(options, scheme);
    if (uri === "") return direct;
    return new EnvHttpProxyAgent({
      ...shared,
      httpProxy: uri,
      httpsProxy: uri,
      noProxy,
      requestTls: build,
      proxyTls: build,
      connect: track,
      clientFactory: (url: URL, own: object) => tunnels(url, own, noted),
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
      const entry = waiting.get(origin) ?? { requests: 0, opening: new Set() };
      waiting.set(origin, entry);
      entry.requests++;
      return (gaveUp) => {
        entry.requests--;
        if (entry.requests > 0) return;
        if (gaveUp) for (const giveUp of entry.opening) giveUp();
        if (entry.opening.size === 0) waiting.delete(origin);
      };
    },
    async close() {
      await Promise.all([...new Set([direct, ...Object.values(agents)])].map((agent) => agent.destroy()));
    },
  };
}
