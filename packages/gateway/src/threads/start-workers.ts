import type { GatewayConfig } from "../config/config.ts";
import type { LogSettings } from "../observe/logs/log-settings.ts";
import type { Logger } from "../observe/logs/logger.ts";
import { metricsObserver } from "../observe/metrics/metrics-observer.ts";
import type { Exposition } from "../observe/record.ts";
import { GRACE_MS, type RunningGateway, type Serving, type ServingOptions, startServing } from "../start.ts";
import { configText } from "./config-text.ts";
import { assertFree } from "./free-port.ts";
import { observing } from "./observing.ts";
import type { ServingThreads } from "./serving-threads.ts";

export interface WorkersOptions {
  readonly config: GatewayConfig;
  /** Threads that serve, this one among them. */
  readonly workers: number;
  readonly port: number;
  readonly host: string;
  readonly insecure: boolean;
  readonly logger: Logger;
  readonly logs: Pick<LogSettings, "level" | "format" | "isColoured">;
  /** Takes log lines that other threads have made. */
  onLines(lines: string): void;
  /** Threads end sooner than it is any use to start others. */
  onFailed(reason: string): void;
}

/** A gateway in one thread or several. */
export interface RunningWorkers extends Pick<RunningGateway, "url" | "close"> {
  readonly workers: number;
  /** All run by another configuration from now on; resolves when they do. */
  use(config: GatewayConfig): Promise<void>;
}

const NOTHING: Exposition = { type: "text/plain; charset=utf-8", text: "" };

function isUnsupported(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOTSUP";
}

/** The first of several that share a port, or the only one where the platform lets nobody share. */
async function startFirst(options: ServingOptions, logger: Logger): Promise<{ first: Serving; isShared: boolean }> {
  try {
    return { first: await startServing({ ...options, sharesPort: true }), isShared: true };
  } catch (error) {
    if (!isUnsupported(error)) throw error;
    logger.log("warn", "this platform lets no two threads listen on one port: one worker serves");
    return { first: await startServing(options), isShared: false };
  }
}

/** Starts a gateway in this thread and as many more as are asked for. Rejects if one of them cannot serve. */
export async function startWorkers(options: WorkersOptions): Promise<RunningWorkers> {
  const { config, workers, port, host, insecure, logger, logs } = options;
  let threads: ServingThreads | undefined;
  const observed = observing(config, {
    logger,
    metrics: (counting) => metricsObserver({ ...counting, others: async () => (await threads?.counted()) ?? [] }),
  });
  const own: ServingOptions = {
    config,
    port,
    host,
    insecure,
    observers: observed.observers,
    onObserverFailed: (message, error) => logger.log("error", message, { error: String(error) }),
  };
  if (workers > 1 && port !== 0) await assertFree(port, host);
  const { first, isShared } =
    workers > 1 ? await startFirst(own, logger) : { first: await startServing(own), isShared: false };

  async function startOthers(): Promise<ServingThreads> {
    const { servingThreads } = await import("./serving-threads.ts");
    return servingThreads({
      count: workers - 1,
      start: { config: configText(config), port: first.port, host, insecure, logs },
      answers: {
        exposition: async () => (await first.observer?.exposition?.()) ?? NOTHING,
        lines: async (lines) => options.onLines(lines),
      },
      onLost: (reason) =>
        logger.log("error", "a thread has ended by itself; another takes its place", { error: reason }),
      onFailed: options.onFailed,
    });
  }

  try {
    if (isShared) threads = await startOthers();
  } catch (error) {
    await first.close(0);
    throw error;
  }
  return {
    url: first.url,
    workers: isShared ? workers : 1,
    async use(later) {
      const others = threads?.use(configText(later));
      first.use(later);
      observed.use(later);
      await others;
    },
    async close(graceMs = GRACE_MS) {
      await Promise.all([first.close(graceMs), threads?.close(graceMs)]);
    },
  };
}
