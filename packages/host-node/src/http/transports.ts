import type { TransportFailure } from "@lintel/core";
import type { Sent, Signal } from "@lintel/core/host";
import { type ConnectionOptionsOfHost, proxyVariable } from "./connection-options.ts";
import type { Request, Transport } from "./transport.ts";

/** `pool`: HTTP/1.1 over sockets of our own, strict and fast; `undici`: for all that the pool leaves out; `auto`: the pool where it can. */
export type TransportName = "auto" | "pool" | "undici";

export interface TransportRules extends ConnectionOptionsOfHost {
  readonly transport?: TransportName;
}

const CLOSED: TransportFailure = { kind: "aborted", message: "the host is closed" };

/** The transports of a host, each loaded with the first request that needs it. */
export function transports(options: TransportRules, connectMs: number): Transport {
  const { transport = "auto" } = options;
  const isProxied = {
    "http:": proxyVariable(options, "http") !== "",
    "https:": proxyVariable(options, "https") !== "",
  };
  const hasProxy = isProxied["http:"] || isProxied["https:"];
  let pool: Promise<Transport> | undefined;
  let openedPool: Transport | undefined;
  let undici: Promise<Transport> | undefined;
  let isClosed = false;

  async function openPool(): Promise<Transport> {
    const { poolTransport } = await import("./pool/pool-transport.ts");
    openedPool = poolTransport(options);
    return openedPool;
  }

  async function openUndici(): Promise<Transport> {
    const { undiciTransport } = await import("./undici/undici-transport.ts");
    return undiciTransport(options, connectMs);
  }

  function byPool({ url, body }: Request): boolean {
    if (hasProxy && (url.protocol === "https:" ? isProxied["https:"] : isProxied["http:"])) return false;
    return body === null || typeof body === "string" || body instanceof Uint8Array;
  }

  async function overPool(request: Request, signal?: Signal): Promise<Sent> {
    pool ??= openPool();
    return (await pool).exchange(request, signal);
  }

  async function overUndici(request: Request, signal?: Signal): Promise<Sent> {
    undici ??= openUndici();
    return (await undici).exchange(request, signal);
  }

  return {
    exchange(request, signal) {
      if (isClosed) return Promise.resolve({ sent: false, failure: CLOSED });
      const isPool = transport === "auto" ? byPool(request) : transport === "pool";
      if (!isPool) return overUndici(request, signal);
      return openedPool === undefined ? overPool(request, signal) : openedPool.exchange(request, signal);
    },
    async close() {
      isClosed = true;
      await Promise.all([pool, undici].map(async (opened) => (await opened?.catch(() => undefined))?.close()));
    },
  };
}
