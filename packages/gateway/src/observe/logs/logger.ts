import { type DestinationStream, pino, stdTimeFunctions } from "pino";
import { prettyLine } from "./pretty-line.ts";

export const LOG_LEVELS = ["debug", "info", "warn", "error", "fatal"] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** Members of a log line; those that are `undefined` are not written. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Where lines go: a file descriptor, a file's path, or whoever takes text. */
export type LogDestination = number | string | { write(line: string): void };

export interface LoggerOptions {
  /** The least level that is written; `info` unless given. */
  readonly level?: LogLevel;
  /** Standard output unless given. */
  readonly destination?: LogDestination;
  /** JSON, one object a line, or text for people; JSON unless given. */
  readonly format?: "json" | "text";
  /** Whether text for people is coloured. */
  readonly isColoured?: boolean;
}

/** Writes what happens: calls, and the gateway's own start, reloads and end. */
export interface Logger {
  isEnabled(level: LogLevel): boolean;
  log(level: LogLevel, message: string, fields?: LogFields): void;
  /** Resolves when everything told so far is written. */
  close(): Promise<void>;
}

/** Bytes gathered before they are written, the longest they wait in milliseconds, and how many may wait for a slow disk. */
const GATHERED = 4096;
const LONGEST_WAIT = 250;
const MOST_WAITING = 16 * 2 ** 20;

interface Target {
  readonly stream: DestinationStream;
  close(): Promise<void>;
}

function complainOnce(stream: ReturnType<typeof pino.destination>): void {
  let isTold = false;
  const tell = (reason: string): void => {
    if (!isTold) process.stderr.write(`lintel: log lines are lost: ${reason}\n`);
    isTold = true;
  };
  stream.on("error", (error: Error) => tell(error.message));
  stream.on("drop", () => tell("their destination takes them too slowly"));
}

// pino writes out what waits when the process exits, by an uncaught error too.
function gathering(dest: number | string): Target {
  const bounds = { minLength: GATHERED, periodicFlush: LONGEST_WAIT, maxLength: MOST_WAITING };
  const stream = pino.destination({ dest, sync: false, mkdir: true, ...bounds });
  complainOnce(stream);
  const flushed = (): Promise<void> => new Promise((resolve) => stream.flush(() => resolve()));
  return { stream, close: flushed };
}

function open(destination: LogDestination): Target {
  if (typeof destination !== "object") return gathering(destination);
  return { stream: destination, close: () => Promise.resolve() };
}

function target({ destination = 1, format = "json", isColoured = false }: LoggerOptions): Target {
  const opened = open(destination);
  if (format === "json") return opened;
  return { ...opened, stream: { write: (line) => opened.stream.write(prettyLine(line, isColoured)) } };
}

/** A logger whose lines leave in the background; the members are LiteLLM's `message`, `level`, `timestamp`, `component`. */
export function createLogger(options: LoggerOptions = {}): Logger {
  const { stream, close } = target(options);
  const writer = pino(
    {
      level: options.level ?? "info",
      messageKey: "message",
      base: { component: "lintel" },
      timestamp: () => stdTimeFunctions.isoTime().replace('"time"', '"timestamp"'),
      formatters: { level: (label) => ({ level: label.toUpperCase() }) },
    },
    stream,
  );
  return {
    isEnabled: (level) => writer.isLevelEnabled(level),
    log(level, message, fields) {
      writer[level](fields ?? {}, message);
    },
    close,
  };
}
