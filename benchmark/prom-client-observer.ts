import type { CallRecord, Observer } from "@lintel/gateway";
import { Counter, Histogram, Registry } from "prom-client";
import { callLabels } from "../packages/gateway/src/observe/metrics/call-labels.ts";
import type { Label, LabelValues } from "../packages/gateway/src/observe/metrics/label-names.ts";
import { LATENCIES, METRICS } from "../packages/gateway/src/observe/metrics/metric-table.ts";

const COUNTED = METRICS.filter((family) => family.type === "counter" && /all|success|unrefused$/.test(family.of));
const MEASURED = METRICS.filter((family) => family.type === "histogram");

function pick(labels: readonly Label[], values: LabelValues): Partial<Record<Label, string>> {
  return Object.fromEntries(labels.map((label) => [label, values[label]]));
}

/** What a call that went well takes with a counter and a histogram of prom-client for each family: what Lintel's are compared with. */
export function promClientObserver(): Observer {
  const registers = [new Registry()];
  const counters = COUNTED.map(({ name, help, labels }) => {
    const labelNames = [...new Set(labels)];
    return { labels: labelNames, counter: new Counter({ name, help, labelNames, registers }) };
  });
  const histograms = MEASURED.map(({ name, help, labels }) => {
    const labelNames = [...new Set(labels)];
    return {
      labels: labelNames,
      histogram: new Histogram({ name, help, labelNames, registers, buckets: [...LATENCIES] }),
    };
  });
  return {
    ended(record: CallRecord) {
      const values = callLabels(record, () => false);
      for (const { counter, labels } of counters) counter.inc(pick(labels, values), 1);
      for (const { histogram, labels } of histograms) histogram.observe(pick(labels, values), record.tookMs / 1000);
    },
  };
}
