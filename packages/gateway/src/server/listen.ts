import { type AddressInfo, createServer } from "node:net";
import { deadlines } from "@lintel/host-node";
import type { Pipeline } from "./seam.ts";
import { ServedConnection } from "./served-connection.ts";

export interface ListenOptions {
  readonly port: number;
  /** The address listened on. */
  readonly host: string;
  /** Milliseconds a caller may take to send a request's head; 60,000 unless given. */
  readonly headersMs?: number;
  /** Milliseconds a caller may take to send a whole request; 300,000 unless given. */
  readonly requestMs?: number;
  /** Milliseconds an idle connection is kept; 75,000 unless given: longer than the proxies in front keep theirs. */
  readonly keepAliveMs?: number;
  /** The largest head of a request, in bytes; 65,536 unless given. */
  readonly headBytes?: number;
  /** Whether others listen on the same port who say so, too: the system spreads connections over them. */
  readonly sharesPort?: boolean;
  /** Hears of connections that could not be accepted. */
  onError?(error: Error): void;
}

/** A server that listens. */
export interface Listening {
  readonly port: number;
  readonly url: string;
  /** Takes no more requests, and resolves when those in flight are answered, or `graceMs` later with what is left cut. */
  close(graceMs: number): Promise<void>;
}

const DEFAULTS = { headersMs: 60_000, requestMs: 300_000, keepAliveMs: 75_000, headBytes: 65_536 } as const;

/** Serves a pipeline over sockets, in HTTP/1.1 read strictly: `node:http` costs as much for each request as all of the pipeline. */
export function listen(pipeline: Pipeline, options: ListenOptions): Promise<Listening> {
  const { port, host, ...bounds } = { ...DEFAULTS, ...options };
  const connections = new Set<ServedConnection>();
  const timer = deadlines();
  let isClosing = false;
  const rules = { ...bounds, pipeline, deadlines: timer, isClosing: () => isClosing };
  const server = createServer({ noDelay: true }, (socket) => {
    const connection = new ServedConnection(socket, rules);
    connections.add(connection);
    socket.once("close", () => connections.delete(connection));
  });

  function close(graceMs: number): Promise<void> {
    isClosing = true;
    return new Promise((resolve) => {
      const cut = setTimeout(() => {
        for (const { socket } of connections) socket.destroy();
      }, graceMs);
      server.close(() => {
        clearTimeout(cut);
        timer.end();
        resolve();
      });
      for (const connection of connections) connection.endIdle();
    });
  }

  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host, reusePort: options.sharesPort === true }, () => {
      server.off("error", reject);
      // A connection that cannot be accepted, for want of descriptors, ends nothing but itself.
      server.on("error", (error) => options.onError?.(error));
      const { port: bound, address, family } = server.address() as AddressInfo;
      const name = family === "IPv6" ? `[${address}]` : address;
      resolve({ port: bound, url: `http://${name}:${bound}`, close });
    });
  });
}
