import type { ConnectionOptionsOfHost, Pinned } from "../connection-options.ts";
import type { Transport } from "../transport.ts";
import { connections } from "./connections.ts";
import { exchange } from "./exchange.ts";

/** The transport for everything: proxies, uploads that are streamed, servers that need leniency. */
export function undiciTransport(options: ConnectionOptionsOfHost & Pinned, connectMs: number): Transport {
  const opened = connections(options, connectMs);
  return {
    exchange: (request, signal) => exchange(opened, request, signal),
    close: () => opened.close(),
  };
}
