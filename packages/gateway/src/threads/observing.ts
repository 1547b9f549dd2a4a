import type { GatewayConfig } from "../config/config.ts";
import { modelTable } from "../models/model-table.ts";
import { logObserver } from "../observe/logs/log-observer.ts";
import { logSettings } from "../observe/logs/log-settings.ts";
import type { Logger } from "../observe/logs/logger.ts";
import type { MetricsCounterOptions } from "../observe/metrics/metrics-counter.ts";
import type { Observer } from "../observe/record.ts";

export interface ObservingOptions {
  readonly logger: Logger;
  metrics(options: MetricsCounterOptions): Observer;
}

/** Whoever is told of a thread's calls, by what the configuration asks for. */
export interface Observing {
  readonly observers: readonly Observer[];
  /** The models known are another configuration's from now on. */
  use(config: GatewayConfig): void;
}

/** Makes a thread's observers: log lines, and metrics where `prometheus` is among the callbacks. */
export function observing(config: GatewayConfig, { logger, metrics }: ObservingOptions): Observing {
  const { settings, env } = config;
  const { silentPaths } = logSettings({ env, settings, isTerminal: false });
  const calls = logObserver({ logger, silentPaths });
  let served = modelTable(config);
  const isKnownModel = (name: string): boolean => served.find(name) !== undefined;
  return {
    observers: config.prometheus === true ? [calls, metrics({ settings, isKnownModel })] : [calls],
    use(later) {
      served = modelTable(later);
    },
  };
}
