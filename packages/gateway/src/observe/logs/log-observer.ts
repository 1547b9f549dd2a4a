import type { CallRecord, Ended, Observer } from "../record.ts";
import { callFields, callMessage, levelOf } from "./call-line.ts";
import { createLogger, type Logger, type LoggerOptions } from "./logger.ts";

/** Where and how calls are logged, and which are not. */
export interface LogObserverOptions extends LoggerOptions {
  /** A logger that is shared, in place of one made of the other options; whoever made it closes it. */
  readonly logger?: Logger;
  /** Paths whose calls are not logged. */
  readonly silentPaths?: ReadonlySet<string>;
}

function tellLosses(logger: Logger, { id, losses }: CallRecord): void {
  if (losses.length > 0 && logger.isEnabled("debug")) logger.log("debug", "losses", { call_id: id, losses });
}

/** One line a call: `info`, or `warn` and `error` with what went wrong; what a translation lost at `debug`. */
export function logObserver({ logger: shared, silentPaths, ...options }: LogObserverOptions = {}): Observer {
  const logger = shared ?? createLogger(options);
  const wants = (call: Ended): boolean => !silentPaths?.has(call.path) && logger.isEnabled(levelOf(call));
  return {
    wants,
    ended(record) {
      if (!wants(record)) return;
      logger.log(levelOf(record), callMessage(record), callFields(record));
      tellLosses(logger, record);
    },
    ...(shared === undefined && { close: () => logger.close() }),
  };
}
