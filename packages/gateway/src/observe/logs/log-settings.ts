import type { Json } from "@lintel/core/json";
import type { LoggerOptions, LogLevel } from "./logger.ts";

/** What of a configuration and its surroundings decides about logs. */
export interface LogSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `litellm_settings`. */
  readonly settings: Readonly<Record<string, Json | undefined>>;
  /** Whether lines go to a terminal. */
  readonly isTerminal: boolean;
}

/** How to log, as a configuration and its environment say. */
export interface LogSettings extends Required<Pick<LoggerOptions, "level" | "format" | "isColoured">> {
  /** Paths whose calls are not logged. */
  readonly silentPaths: ReadonlySet<string>;
}

/** `LITELLM_LOG`, by Python's names of levels. */
const LEVELS: Readonly<Record<string, LogLevel>> = {
  DEBUG: "debug",
  INFO: "info",
  WARN: "warn",
  WARNING: "warn",
  ERROR: "error",
  CRITICAL: "fatal",
  FATAL: "fatal",
};

function pathsOf(list = ""): ReadonlySet<string> {
  return new Set(list.split(",").flatMap((path) => (path.trim() === "" ? [] : [path.trim()])));
}

/** Logging as LiteLLM's gateway reads it: `LITELLM_LOG`, `JSON_LOGS`, `json_logs`, `set_verbose`, `NO_COLOR`, `LITELLM_DISABLE_ACCESS_LOG_PATHS`. */
export function logSettings({ env, settings, isTerminal }: LogSurroundings): LogSettings {
  const isJson = settings.json_logs === true || env.JSON_LOGS?.toLowerCase() === "true";
  const usual = settings.set_verbose === true ? "debug" : "info";
  return {
    level: LEVELS[env.LITELLM_LOG?.toUpperCase() ?? ""] ?? usual,
    format: isJson || !isTerminal ? "json" : "text",
    isColoured: isTerminal && (env.NO_COLOR ?? "") === "",
    silentPaths: pathsOf(env.LITELLM_DISABLE_ACCESS_LOG_PATHS),
  };
}
