import { numeric } from "@lintel/core/json";
import type { Deployment } from "../config/config.ts";

const METRICS = ["weight", "rpm", "tpm"] as const;

type Metric = (typeof METRICS)[number];

/** One deployment by LiteLLM's `simple_shuffle`: by the first of weight, rpm and tpm that any of them has, else each alike. */
export function pick(deployments: readonly Deployment[], random: () => number): Deployment | undefined {
  const last = deployments.length - 1;
  if (last <= 0) return deployments[0];
  for (const metric of METRICS) {
    const largest = largestOf(deployments, metric);
    const total = largest > 0 ? totalOf(deployments, { metric, largest }) : 0;
    if (total > 0) return weighted(deployments, { metric, largest, mark: random() * total });
  }
  return deployments[Math.floor(random() * deployments.length)];
}

function metricOf({ params }: Deployment, metric: Metric): number {
  return numeric(params[metric]) ?? 0;
}

function largestOf(deployments: readonly Deployment[], metric: Metric): number {
  let largest = 0;
  for (const deployment of deployments) largest = Math.max(largest, metricOf(deployment, metric));
  return largest;
}

interface Weighing {
  readonly metric: Metric;
  readonly largest: number;
}

function totalOf(deployments: readonly Deployment[], { metric, largest }: Weighing): number {
  let total = 0;
  for (const deployment of deployments) total += metricOf(deployment, metric) / largest;
  return total;
}

// random.choices bisects the running sums to the right of the mark, and gives the last one whatever is beyond.
function weighted(
  deployments: readonly Deployment[],
  { metric, largest, mark }: Weighing & { readonly mark: number },
): Deployment | undefined {
  let sum = 0;
  for (const deployment of deployments) {
    sum += metricOf(deployment, metric) / largest;
    if (mark < sum) return deployment;
  }
  return deployments.at(-1);
}
