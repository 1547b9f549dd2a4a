import type { LogSettings } from "../observe/logs/log-settings.ts";
import type { MetricsTold } from "../observe/metrics/metrics-counter.ts";
import type { Exposition } from "../observe/record.ts";

/** What a serving thread starts with. */
export interface ThreadStart {
  /** By `configText`. */
  readonly config: string;
  readonly port: number;
  readonly host: string;
  readonly insecure: boolean;
  readonly logs: Pick<LogSettings, "level" | "format" | "isColoured">;
}

/** What the main thread asks a serving one. */
export type OfThread = {
  /** Runs by another configuration from now on, by `configText`. */
  readonly use: (config: string) => Promise<void>;
  readonly counted: () => Promise<MetricsTold | undefined>;
  /** Ends what is under way, or cuts it after as many milliseconds. */
  readonly close: (graceMs: number) => Promise<void>;
};

/** What a serving thread asks, or tells, the main one. */
export type OfMain = {
  readonly listening: () => Promise<void>;
  readonly exposition: () => Promise<Exposition>;
  /** Log lines, each whole. */
  readonly lines: (lines: string) => Promise<void>;
};
