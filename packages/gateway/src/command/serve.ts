import type { ConfigRead, Verdict } from "../config/config.ts";
import { readConfig } from "../config/read-config.ts";
import { watchConfig } from "../config/watch-config.ts";
import { modelTable } from "../models/model-table.ts";
import { logObserver } from "../observe/logs/log-observer.ts";
import { logSettings } from "../observe/logs/log-settings.ts";
import { createLogger, type Logger } from "../observe/logs/logger.ts";
import { metricsObserver } from "../observe/metrics/metrics-observer.ts";
import { metricsSettings } from "../observe/metrics/metrics-settings.ts";
import type { Observer } from "../observe/record.ts";
import { type RunningGateway, startGateway } from "../start.ts";
import type { CommandHooks } from "./main.ts";

export interface ServeOptions {
  readonly path: string;
  readonly port: number;
  readonly host: string | undefined;
  readonly insecure: boolean;
}

type Loaded = Extract<ConfigRead, { read: "config" }>;

/** What was told before is not told again: a reload names only what is new. */
function teller(logger: Logger): (loaded: Loaded) => void {
  const told = new Set<string>();
  const once = (text: string): void => {
    if (!told.has(text)) logger.log("warn", text);
    told.add(text);
  };
  const because = ({ reason }: Verdict): string => (reason === undefined ? "" : `: ${reason}`);
  return ({ verdicts, warnings, config }) => {
    for (const warning of warnings) once(warning);
    if (config.prometheus === true) for (const problem of metricsSettings(config.settings).problems) once(problem);
    for (const verdict of verdicts)
      if (verdict.verdict === "not implemented") once(`${verdict.path} is not implemented${because(verdict)}`);
    const unknown = verdicts.filter(({ verdict }) => verdict === "unknown").map(({ path }) => path);
    if (unknown.length > 0) once(`unknown keys are kept and not looked at: ${unknown.join(", ")}`);
    if (config.general.masterKey === undefined && config.general.staticKeys.length === 0)
      once("no key is configured: every request but for health is refused (general_settings.master_key sets one)");
  };
}

interface Told {
  readonly logger: Logger;
  /** Whether a model is one of the configuration. */
  isServed(name: string): boolean;
}

/** Whoever is told of calls, by what the configuration asks for. */
function observersOf({ config }: Loaded, { logger, isServed }: Told): readonly Observer[] {
  const { settings, env } = config;
  const { silentPaths } = logSettings({ env, settings, isTerminal: false });
  const calls = logObserver({ logger, silentPaths });
  return config.prometheus === true ? [calls, metricsObserver({ settings, isKnownModel: isServed })] : [calls];
}

function environment(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function ended(): Promise<string> {
  return new Promise((resolve) => {
    for (const name of ["SIGTERM", "SIGINT"] as const) process.once(name, () => resolve(name));
  });
}

async function run(running: RunningGateway, logger: Logger): Promise<void> {
  const signal = await ended();
  logger.log("info", `${signal}: no more requests are taken; those under way are ended first`);
  const hurry = ended().then(() => running.close(0));
  await Promise.race([running.close(), hurry]);
  logger.log("info", "ended");
}

/** Serves a configuration until a signal ends it; exit code 1 where it cannot begin. */
export async function serveCommand(options: ServeOptions, { ready }: CommandHooks): Promise<number> {
  const { path, port, host, insecure } = options;
  const surroundings = environment();
  const read = (): Promise<ConfigRead> => readConfig(path, { env: surroundings });
  const first = await read();
  if (first.read === "failed") {
    process.stderr.write(`lintel: ${path} cannot be used:\n${first.problems.map((it) => `  ${it}\n`).join("")}`);
    return 1;
  }
  const { settings, env } = first.config;
  const logger = createLogger(logSettings({ env, settings, isTerminal: process.stdout.isTTY === true }));
  const tell = teller(logger);
  tell(first);
  let served = modelTable(first.config);
  const observers = observersOf(first, { logger, isServed: (name) => served.find(name) !== undefined });
  const started = await startGateway({
    config: first.config,
    port,
    insecure,
    observers,
    onObserverFailed: (message, error) => logger.log("error", message, { error: String(error) }),
    ...(host !== undefined && { host }),
  });
  const watching = watchConfig(read, {
    files: first.files,
    onConfig(loaded) {
      started.use(loaded.config);
      served = modelTable(loaded.config);
      logger.log("info", `${path} is read again: ${loaded.config.deployments.length} deployments`);
      tell(loaded);
    },
    onProblem: (problems) => logger.log("error", `the configuration stays as it was: ${problems.join("; ")}`),
  });
  logger.log("info", `listening on ${started.url} with ${first.config.deployments.length} deployments`);
  ready?.(started.url);
  await run(started, logger);
  watching.close();
  await logger.close();
  return 0;
}
