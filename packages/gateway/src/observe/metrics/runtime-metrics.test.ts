import { collectDefaultMetrics, Registry } from "prom-client";
import { expect, it } from "vitest";
import { readExposition } from "../test/series.ts";
import { runtimeMetrics } from "./runtime-metrics.ts";

it("the process is told by the names, types and help of Prometheus' client for Node.js", async () => {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const usual = readExposition(await register.metrics());
  const runtime = runtimeMetrics();
  const ours = readExposition(await runtime.text());
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
