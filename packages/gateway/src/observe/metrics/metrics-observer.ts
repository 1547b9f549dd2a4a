import type { Observer } from "../record.ts";
import { EXPOSITION_TYPE, familyText, sampleText } from "./exposition.ts";
import { type MetricsCounterOptions, type MetricsTold, metricsCounter } from "./metrics-counter.ts";
import { metricsSettings } from "./metrics-settings.ts";
import { runtimeText } from "./runtime-metrics.ts";

/** What is counted, and whose counts are told besides. */
export interface MetricsObserverOptions extends MetricsCounterOptions {
  /** What other threads of the process have counted, which is told with this one's own. */
  others?(): Promise<readonly MetricsTold[]>;
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
export function metricsObserver({ others, ...options }: MetricsObserverOptions = {}): Observer {
  const { families, latencies } = metricsSettings(options.settings);
  const counter = metricsCounter(options);
  return {
    began: counter.began,
    ended: counter.ended,
    async exposition() {
      const [own, rest] = await Promise.all([counter.told(), others?.() ?? []]);
      const told = [own, ...rest];
      const rows = told.flatMap((it) => it.rows);
      const parts = [await runtimeText(told.flatMap(({ runtime }) => runtime ?? []))];
      for (const family of families) {
        parts.push(familyText(family, rows, latencies));
        await pause();
      }
      const inFlight = told.reduce((sum, it) => sum + it.inFlight, 0);
      return { type: EXPOSITION_TYPE, text: parts.join("") + inFlightText(inFlight) };
    },
    close: () => Promise.resolve(counter.close()),
  };
}
