import type { Json } from "@lintel/core/json";
import type { CallRecord, Observer } from "../record.ts";
import type { IsKnown } from "./call-labels.ts";
import { callRows } from "./call-rows.ts";
import { EXPOSITION_TYPE, familyText, sampleText } from "./exposition.ts";
import type { Duration } from "./metric-table.ts";
import { METRICS } from "./metric-table.ts";
import { type MetricsSettings, metricsSettings } from "./metrics-settings.ts";
import { runtimeMetrics } from "./runtime-metrics.ts";
import { tally } from "./tally.ts";

export interface MetricsObserverOptions {
  /** `litellm_settings`: what of LiteLLM's `prometheus_…` is set there is followed. */
  readonly settings?: Readonly<Record<string, Json | undefined>>;
  /** Whether a model is one of the configuration; another one that nobody serves is told as `other`. */
  readonly isKnownModel?: IsKnown;
  /** Combinations of labels from which on what callers choose is told as `other`: at most twice as many are held. */
  readonly mostRows?: number;
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

function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function inFlightText(count: number): string {
  const name = "litellm_in_flight_requests";
  const help = "Number of HTTP requests currently in-flight on this uvicorn worker";
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name} ${sampleText(count)}\n`;
}

/**
 * LiteLLM's Prometheus metrics. A call is added to one row of numbers, found by its labels; metrics are made of the rows when
 * they are asked for, a family in each turn of the event loop.
 */
export function metricsObserver({ settings, isKnownModel, mostRows }: MetricsObserverOptions = {}): Observer {
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
    async exposition() {
      const parts = [await runtime.text()];
      for (const family of chosen.families) {
        parts.push(familyText(family, rows.all(), chosen.latencies));
        await pause();
      }
      return { type: EXPOSITION_TYPE, text: parts.join("") + inFlightText(inFlight) };
    },
    close() {
      runtime.close();
      return Promise.resolve();
    },
  };
}
