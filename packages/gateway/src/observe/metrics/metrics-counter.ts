import type { Json } from "@lintel/core/json";
import type { CallRecord } from "../record.ts";
import type { IsKnown } from "./call-labels.ts";
import { callRows, type Row } from "./call-rows.ts";
import { type Duration, METRICS } from "./metric-table.ts";
import { type MetricsSettings, metricsSettings } from "./metrics-settings.ts";
import { type RuntimeTold, runtimeMetrics } from "./runtime-metrics.ts";
import { tally } from "./tally.ts";

export interface MetricsCounterOptions {
  /** `litellm_settings`: what of LiteLLM's `prometheus_…` is set there is followed. */
  readonly settings?: Readonly<Record<string, Json | undefined>>;
  /** Whether a model is one of the configuration; another one that nobody serves is told as `other`. */
  readonly isKnownModel?: IsKnown;
  /** Combinations of labels from which on what callers choose is told as `other`: at most twice as many are held. */
  readonly mostRows?: number;
}

/** What one thread has counted: plain data, so that another thread may tell it with its own. */
export interface MetricsTold {
  readonly rows: readonly Row[];
  readonly inFlight: number;
  /** Absent for a thread that is gone. */
  readonly runtime?: RuntimeTold;
}

/** Counts the calls of the thread it is in. */
export interface MetricsCounter {
  began(): void;
  ended(record: CallRecord): void;
  told(): Promise<MetricsTold>;
  close(): void;
}

const MOST_ROWS = 2000;

/** Endpoints whose calls LiteLLM counts; of the others it counts only what the gateway refused. */
const MODEL_CALLS: ReadonlySet<string> = new Set(["chat", "messages", "responses", "ocr", "embeddings", "completions"]);
const REFUSED_ONLY: ReadonlySet<string> = new Set(["count_tokens", "models", "health", "metrics"]);

function isCounted({ endpoint, fault }: CallRecord): boolean {
  return MODEL_CALLS.has(endpoint) || (fault !== undefined && REFUSED_ONLY.has(endpoint));
}

function boundsOf({ latencies }: MetricsSettings): Readonly<Record<Duration, readonly number[]>> {
  const own = METRICS.find((family) => family.type === "histogram" && family.duration === "perToken");
  const perToken = own?.type === "histogram" ? (own.bounds ?? latencies) : latencies;
  return { total: latencies, api: latencies, firstToken: latencies, overhead: latencies, perToken };
}

/** Adds each call to one row of numbers, found by its labels. */
export function metricsCounter({ settings, isKnownModel, mostRows }: MetricsCounterOptions = {}): MetricsCounter {
  const chosen = metricsSettings(settings);
  const bounds = boundsOf(chosen);
  const rows = callRows({ most: mostRows ?? MOST_ROWS, isKnown: isKnownModel ?? (() => false) });
  const runtime = runtimeMetrics();
  const withoutEndUser = ({ endUser: _, ...record }: CallRecord): CallRecord => record;
  let inFlight = 0;
  return {
    began() {
      inFlight += 1;
    },
    ended(record) {
      inFlight = Math.max(0, inFlight - 1);
      if (!isCounted(record)) return;
      const told = chosen.isEndUserTold || record.endUser === undefined ? record : withoutEndUser(record);
      tally(rows.of(told), told, bounds);
    },
    told: async () => ({ runtime: await runtime.told(), rows: [...rows.all()], inFlight }),
    close: () => runtime.close(),
  };
}
