import { isArray, isObject, type Json, numeric } from "@lintel/core/json";
import type { Label } from "./label-names.ts";
import { LATENCIES, METRICS, type MetricFamily } from "./metric-table.ts";

/** Which metrics are told, and how. */
export interface MetricsSettings {
  /** With their labels in the order in which they are told. */
  readonly families: readonly MetricFamily[];
  /** Upper bounds of the latencies, in seconds. */
  readonly latencies: readonly number[];
  /** Whether the caller's own user is a label. */
  readonly isEndUserTold: boolean;
  /** What of the settings could not be followed. */
  readonly problems: readonly string[];
}

/** `litellm_settings`. */
type Settings = Readonly<Record<string, Json | undefined>>;

type LabelChange = (labels: readonly Label[], name: string) => readonly Label[];

/** LiteLLM's `PROMETHEUS_DEPLOYMENT_AND_LATENCY_CALLER_IDENTITY_METRICS`, those that are told here. */
const NAMING_CALLERS: ReadonlySet<string> = new Set([
  "litellm_deployment_total_requests",
  "litellm_deployment_success_responses",
  "litellm_deployment_failure_responses",
  "litellm_request_total_latency_metric",
  "litellm_llm_api_latency_metric",
  "litellm_llm_api_time_to_first_token_metric",
  "litellm_overhead_latency_metric",
  "litellm_deployment_latency_per_output_token",
]);

function texts(value: Json | undefined): readonly string[] {
  return isArray(value) ? value.filter((it) => typeof it === "string") : [];
}

interface Chosen {
  readonly metrics: ReadonlySet<string>;
  readonly labels: ReadonlyMap<string, ReadonlySet<string>>;
}

function chosen({ prometheus_metrics_config: config }: Settings): Chosen {
  const groups = isArray(config) ? config.filter(isObject) : [];
  const labelled = groups.flatMap(({ metrics, include_labels }) => {
    const labels = new Set(texts(include_labels));
    return labels.size === 0 ? [] : texts(metrics).map((name) => [name, labels] as const);
  });
  return { metrics: new Set(groups.flatMap(({ metrics }) => texts(metrics))), labels: new Map(labelled) };
}

function callerChange({ prometheus_deployment_and_latency_caller_identity: mode }: Settings): LabelChange {
  if (mode !== "user_email" && mode !== "both") return (labels) => labels;
  const kept = (label: Label): boolean => mode === "both" || label !== "api_key_alias";
  return (labels, name) => (NAMING_CALLERS.has(name) ? [...labels.filter(kept), "user_email"] : labels);
}

function streamChange({ prometheus_emit_stream_label: isTold }: Settings): LabelChange {
  return (labels, name) =>
    isTold === true && name === "litellm_proxy_total_requests_metric" ? [...labels, "stream"] : labels;
}

function latenciesOf({ prometheus_latency_buckets: given }: Settings): readonly number[] {
  const bounds = isArray(given) ? given.flatMap((it) => numeric(it) ?? []).filter(Number.isFinite) : [];
  return bounds.length === 0 ? LATENCIES : bounds.toSorted((a, b) => a - b);
}

function problemsOf(settings: Settings, { metrics, labels }: Chosen): readonly string[] {
  const known = new Map<string, readonly string[]>(METRICS.map((family) => [family.name, family.labels]));
  const untold = (key: string, names: Iterable<string>): readonly string[] =>
    [...names].filter((name) => !known.has(name)).map((name) => `${key}: ${name} is no metric that is told`);
  const foreign = [...labels].flatMap(([name, its]) =>
    [...its]
      .filter((label) => known.has(name) && !known.get(name)?.includes(label) && label !== "user_email")
      .map((label) => `prometheus_metrics_config: ${name} has no label ${label}`),
  );
  return [
    ...untold("prometheus_metrics_config", metrics),
    ...untold("prometheus_exclude_metrics", texts(settings.prometheus_exclude_metrics)),
    ...foreign,
  ];
}

/** The metrics that LiteLLM's `litellm_settings.prometheus_…` ask for. */
export function metricsSettings(settings: Settings = {}): MetricsSettings {
  const choice = chosen(settings);
  const without = new Set(texts(settings.prometheus_exclude_metrics));
  const hidden = new Set(texts(settings.prometheus_exclude_labels));
  const [callers, stream] = [callerChange(settings), streamChange(settings)];
  const isTold = ({ name }: MetricFamily): boolean =>
    !without.has(name) && (choice.metrics.size === 0 || choice.metrics.has(name));
  const labelsOf = ({ name, labels }: MetricFamily): readonly Label[] =>
    stream(callers(labels, name), name).filter(
      (label) => !hidden.has(label) && (choice.labels.get(name)?.has(label) ?? true),
    );
  return {
    families: METRICS.filter(isTold).map((family) => ({ ...family, labels: labelsOf(family).toSorted() })),
    latencies: latenciesOf(settings),
    isEndUserTold:
      settings.enable_end_user_cost_tracking_prometheus_only === true &&
      settings.disable_end_user_cost_tracking !== true,
    problems: problemsOf(settings, choice),
  };
}
