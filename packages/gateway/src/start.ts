import { nodeHost } from "@lintel/host-node";
import type { GatewayConfig } from "./config/config.ts";
import { gateway } from "./gateway.ts";
import { letMemoryGo } from "./let-memory-go.ts";
import { type Observers, observers } from "./observe/observers.ts";
import type { Observer } from "./observe/record.ts";
import { listen } from "./server/node-server.ts";

/** What a gateway of a program's own is started with. */
export interface StartOptions {
  readonly config: GatewayConfig;
  /** 4000 unless given; 0 for any free one. */
  readonly port?: number;
  /** The address listened on: loopback unless given. */
  readonly host?: string;
  /** Lets callers in without a key where none is configured; on loopback only. */
  readonly insecure?: boolean;
  /** Whoever is told of calls. */
  readonly observers?: readonly Observer[];
  /** Hears once of each observer that fails. */
  onObserverFailed?(message: string, error: unknown): void;
}

/** A gateway that serves. */
export interface RunningGateway {
  readonly url: string;
  readonly port: number;
  /** Runs by another configuration from now on. */
  use(config: GatewayConfig): void;
  /** Takes no more requests; resolves when what is under way has ended, or `graceMs` later with what is left cut. */
  close(graceMs?: number): Promise<void>;
}

/** A gateway and whoever is told of its calls. */
export interface Serving extends RunningGateway {
  readonly observer: Observers | undefined;
}

export interface ServingOptions extends StartOptions {
  /** Whether other threads listen on the same port. */
  readonly sharesPort?: boolean;
}

/** Milliseconds that what is under way has to end. */
export const GRACE_MS = 30_000;
const LOOPBACK: readonly string[] = ["127.0.0.1", "::1", "localhost"];

/** Starts a gateway. Rejects if it cannot listen, or would be open to others than this machine. */
export async function startGateway(options: StartOptions): Promise<RunningGateway> {
  const { observer: _, ...running } = await startServing(options);
  return running;
}

/** The same, of which there may be several in the threads of one process. */
export async function startServing(options: ServingOptions): Promise<Serving> {
  const { config, port = 4000, host: address = "127.0.0.1", insecure = false, observers: list = [] } = options;
  if (insecure && !LOOPBACK.includes(address))
    throw new Error(`a gateway without keys listens on loopback only, not on ${address}`);
  const observer = list.length === 0 ? undefined : observers(list, options.onObserverFailed);
  // Credentials that name a file are the configuration's: a request that brings any is refused.
  const host = nodeHost({ env: config.env, tokenizers: { countIn: "worker" }, tokens: { callPaths: true } });
  const pipeline = gateway(config, { host, isOpen: insecure, ...(observer && { observer }) });
  const server = await listen(pipeline, { port, host: address, sharesPort: options.sharesPort === true });
  const keepMemory = letMemoryGo();
  return {
    url: server.url,
    port: server.port,
    use: pipeline.use,
    observer,
    async close(graceMs = GRACE_MS) {
      await server.close(graceMs);
      keepMemory();
      await Promise.all([host.close(), observer?.close?.()]);
    },
  };
}
