import { describe, expect, it } from "vitest";
import { metricsSettings } from "./metrics-settings.ts";

function labelsOf(settings: Parameters<typeof metricsSettings>[0], name: string): readonly string[] | undefined {
  return metricsSettings(settings).families.find((family) => family.name === name)?.labels;
}

describe("the settings of metrics", () => {
  it("tell only the metrics and labels that prometheus_metrics_config names", () => {
    const config = [
      { group: "spend", metrics: ["litellm_spend_metric"], include_labels: ["model", "api_key_alias"] },
      { group: "requests", metrics: ["litellm_proxy_total_requests_metric"] },
    ];
    const { families } = metricsSettings({ prometheus_metrics_config: config });
    expect(families.map(({ name }) => name)).toEqual(["litellm_proxy_total_requests_metric", "litellm_spend_metric"]);
    expect(families[1]?.labels).toEqual(["api_key_alias", "model"]);
    expect(families[0]?.labels).toContain("user_agent");
  });

  it("leave out excluded metrics and labels", () => {
    const settings = {
      prometheus_exclude_metrics: ["litellm_requests_metric"],
      prometheus_exclude_labels: ["client_ip", "user_agent"],
    };
    expect(labelsOf(settings, "litellm_requests_metric")).toBeUndefined();
    expect(labelsOf(settings, "litellm_spend_metric")).not.toContain("user_agent");
  });

  it("tell whether a call was streamed where prometheus_emit_stream_label is set", () => {
    const name = "litellm_proxy_total_requests_metric";
    expect(labelsOf({}, name)).not.toContain("stream");
    expect(labelsOf({ prometheus_emit_stream_label: true }, name)).toContain("stream");
  });

  it("name callers of deployments by their address where prometheus_deployment_and_latency_caller_identity says so", () => {
    const of = (mode: string): readonly string[] | undefined =>
      labelsOf({ prometheus_deployment_and_latency_caller_identity: mode }, "litellm_overhead_latency_metric");
    expect(of("api_key_alias")).toEqual(expect.arrayContaining(["api_key_alias"]));
    expect(of("user_email")).not.toContain("api_key_alias");
    expect(of("both")).toEqual(expect.arrayContaining(["api_key_alias", "user_email"]));
  });

  it("take other bounds of latencies, in order", () => {
    expect(metricsSettings({ prometheus_latency_buckets: [5, 1, 0.1] }).latencies).toEqual([0.1, 1, 5]);
    expect(metricsSettings({}).latencies).toHaveLength(17);
  });

  it("name what they cannot follow", () => {
    const config = [
      { group: "x", metrics: ["litellm_spend_metric", "litellm_typo"], include_labels: ["model", "colour"] },
    ];
    expect(metricsSettings({ prometheus_metrics_config: config }).problems).toEqual([
      "prometheus_metrics_config: litellm_typo is no metric that is told",
      "prometheus_metrics_config: litellm_spend_metric has no label colour",
    ]);
  });
});
