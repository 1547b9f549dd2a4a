export { type Place as ProcessPlace, tuneEngine } from "./command/engine.ts";
export { type CommandHooks, main } from "./command/main.ts";
export type {
  ConfigRead,
  Deployment,
  GatewayConfig,
  GeneralSettings,
  ModelAlias,
  RouterSettings,
  StaticKey,
  Verdict,
} from "./config/config.ts";
export type { Place } from "./config/placed.ts";
export { type ReadOptions, readConfig } from "./config/read-config.ts";
export { type ConfigWatch, type WatchOptions, watchConfig } from "./config/watch-config.ts";
export { type Gateway, type GatewayOptions, gateway, MOST_BODY } from "./gateway.ts";
export { type LogObserverOptions, logObserver } from "./observe/logs/log-observer.ts";
export { type LogSettings, type LogSurroundings, logSettings } from "./observe/logs/log-settings.ts";
export {
  createLogger,
  type LogDestination,
  type LogFields,
  type Logger,
  type LoggerOptions,
  type LogLevel,
} from "./observe/logs/logger.ts";
export { type MetricsObserverOptions, metricsObserver } from "./observe/metrics/metrics-observer.ts";
export { type MetricsSettings, metricsSettings } from "./observe/metrics/metrics-settings.ts";
export { type ObserverFailed, observers } from "./observe/observers.ts";
export type { CallDeployment, CallFault, CallKey, CallRecord, Ended, Observer, Remaining } from "./observe/record.ts";
export { otelObserver } from "./observe/traces/otel-observer.ts";
export { type Listening, type ListenOptions, listen } from "./server/node-server.ts";
export type { Admitted, Pipeline, Reply, RequestHead } from "./server/seam.ts";
export { type RunningGateway, type StartOptions, startGateway } from "./start.ts";
