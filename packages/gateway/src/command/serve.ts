import { resolve } from "node:path";
import type { ConfigRead, Verdict } from "../config/config.ts";
import { readConfig } from "../config/read-config.ts";
import { readSettled } from "../config/read-settled.ts";
import { watchConfig } from "../config/watch-config.ts";
import { gatheringTarget } from "../observe/logs/gathering-target.ts";
import { logSettings } from "../observe/logs/log-settings.ts";
import { createLogger, type Logger, type LogLevel } from "../observe/logs/logger.ts";
import { metricsSettings } from "../observe/metrics/metrics-settings.ts";
import { type RunningWorkers, startWorkers } from "../threads/start-workers.ts";
import { countOf } from "./count-of.ts";
import type { CommandHooks } from "./main.ts";

export interface ServeOptions {
  readonly path: string;
  readonly port: number;
  readonly host: string;
  readonly insecure: boolean;
  /** Threads that serve. */
  readonly workers: number;
  /** What is logged, unless the configuration and its environment say it. */
  readonly level: LogLevel | undefined;
  /** What is told once, as a warning, before anything of the configuration is. */
  readonly notes: readonly string[];
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

async function run(
  running: RunningWorkers,
  { logger, failed }: { logger: Logger; failed: Promise<string> },
): Promise<number> {
  const over = await Promise.race([ended().then((signal) => ({ signal })), failed.then((reason) => ({ reason }))]);
  if ("signal" in over)
    logger.log("info", `${over.signal}: no more requests are taken; those under way are ended first`);
  else logger.log("fatal", "threads end again and again: so does the gateway", { error: over.reason });
  const hurry = ended().then(() => running.close(0));
  await Promise.race([running.close(), hurry]);
  logger.log("info", "ended");
  return "signal" in over ? 0 : 1;
}

/** Serves a configuration until a signal ends it; exit code 1 where it cannot begin, or its threads fail for good. */
export async function serveCommand(options: ServeOptions, { ready }: CommandHooks): Promise<number> {
  const { path, port, host, insecure, workers, level, notes } = options;
  const surroundings = environment();
  const read = (): Promise<ConfigRead> => readConfig(path, { env: surroundings });
  const { found: first, marks } = await readSettled(read, { files: [resolve(path)] });
  if (first.read === "failed") {
    process.stderr.write(`lintel: ${path} cannot be used:\n${first.problems.map((it) => `  ${it}\n`).join("")}`);
    return 1;
  }
  const { config } = first;
  const said = logSettings({ env: config.env, settings: config.settings, isTerminal: process.stdout.isTTY === true });
  const logs = { ...said, level: level ?? said.level };
  const target = gatheringTarget(1);
  const logger = createLogger({ ...logs, destination: target.stream });
  const tell = teller(logger);
  for (const note of notes) logger.log("warn", note);
  tell(first);
  let fail = (_reason: string): void => undefined;
  const failed = new Promise<string>((resolve) => {
    fail = resolve;
  });
  const starting = startWorkers({
    config,
    workers,
    port,
    host,
    insecure,
    logger,
    logs,
    onLines: (lines) => target.stream.write(lines),
    onFailed: (reason) => fail(reason),
  });
  // What changes while the gateway starts is used once it has.
  const watching = watchConfig(read, {
    files: first.files,
    marks,
    async onConfig(loaded) {
      await (await starting).use(loaded.config);
      logger.log("info", `${path} is read again: ${countOf(loaded.config.deployments.length, "deployment")}`);
      tell(loaded);
    },
    onProblem: (problems) => logger.log("error", `the configuration stays as it was: ${problems.join("; ")}`),
  });
  try {
    const started = await starting;
    const among = started.workers > 1 ? ` in ${started.workers} threads` : "";
    const served = countOf(config.deployments.length, "deployment");
    logger.log("info", `listening on ${started.url} with ${served}${among}`);
    ready?.(started.url);
    return await run(started, { logger, failed });
  } finally {
    watching.close();
    await target.close();
  }
}
