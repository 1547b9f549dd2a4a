import { collectDefaultMetrics, Registry } from "prom-client";
import { expect, it } from "vitest";
import { readExposition } from "../test/series.ts";
import { runtimeMetrics, runtimeText } from "./runtime-metrics.ts";

it("the process is told by the names, types and help of Prometheus' client for Node.js", async () => {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const usual = readExposition(await register.metrics());
  const runtime = runtimeMetrics();
  const ours = readExposition(await runtimeText([await runtime.told()]));
  runtime.close();
  expect(Object.keys(ours)).toEqual(
    expect.arrayContaining([
      "process_resident_memory_bytes",
      "process_cpu_seconds_total",
      "nodejs_eventloop_lag_seconds",
      "nodejs_eventloop_lag_p99_seconds",
      "nodejs_heap_size_used_bytes",
    ]),
  );
  for (const [name, { help, type }] of Object.entries(ours)) {
    expect({ name, help, type }).toEqual({ name, help: usual[name]?.help, type: usual[name]?.type });
  }
  expect(Number(ours.process_resident_memory_bytes?.samples.process_resident_memory_bytes)).toBeGreaterThan(10_000_000);
});

it("several threads are told as one process: their heaps together, and the delays of the slowest", async () => {
  const lag = { now: 0, min: 0.01, max: 0.02, mean: 0.01, stddev: 0, p50: 0.01, p90: 0.02, p99: 0.02 };
  const one = { heapTotal: 10, heapUsed: 5, external: 1, lag };
  const other = { heapTotal: 20, heapUsed: 6, external: 2, lag: { ...lag, min: 0.001, max: 0.5, mean: 0.1 } };
  const told = readExposition(await runtimeText([one, other]));
  const sample = (name: string): number => Number(told[name]?.samples[name]);
  expect(sample("nodejs_heap_size_total_bytes")).toBe(30);
  expect(sample("nodejs_heap_size_used_bytes")).toBe(11);
  expect(sample("nodejs_external_memory_bytes")).toBe(3);
  expect(sample("nodejs_eventloop_lag_min_seconds")).toBe(0.001);
  expect(sample("nodejs_eventloop_lag_max_seconds")).toBe(0.5);
  expect(sample("nodejs_eventloop_lag_mean_seconds")).toBe(0.1);
});
