import { readdir } from "node:fs/promises";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { sampleText } from "./exposition.ts";

/** The process itself, by the names that Prometheus' clients give it. */
export interface RuntimeMetrics {
  text(): Promise<string>;
  close(): void;
}

type Sample = readonly [name: string, help: string, value: number | undefined];

const NANOSECONDS = 1e-9;
const LAG_RESOLUTION_MS = 10;

async function openFiles(): Promise<number | undefined> {
  try {
    return (await readdir("/proc/self/fd")).length;
  } catch {
    return undefined;
  }
}

function memorySamples(): readonly Sample[] {
  const { rss, heapTotal, heapUsed, external } = process.memoryUsage();
  return [
    ["process_resident_memory_bytes", "Resident memory size in bytes.", rss],
    ["nodejs_heap_size_total_bytes", "Process heap size from Node.js in bytes.", heapTotal],
    ["nodejs_heap_size_used_bytes", "Process heap size used from Node.js in bytes.", heapUsed],
    ["nodejs_external_memory_bytes", "Node.js external memory size in bytes.", external],
  ];
}

type Lag = ReturnType<typeof monitorEventLoopDelay>;

function lagSamples(lag: Lag): readonly Sample[] {
  const seconds = (value: number): number => (Number.isFinite(value) ? value * NANOSECONDS : 0);
  const at = (share: number): number => seconds(lag.percentile(share));
  return [
    ["nodejs_eventloop_lag_min_seconds", "The minimum recorded event loop delay.", lag.count ? seconds(lag.min) : 0],
    ["nodejs_eventloop_lag_max_seconds", "The maximum recorded event loop delay.", seconds(lag.max)],
    ["nodejs_eventloop_lag_mean_seconds", "The mean of the recorded event loop delays.", seconds(lag.mean)],
    [
      "nodejs_eventloop_lag_stddev_seconds",
      "The standard deviation of the recorded event loop delays.",
      seconds(lag.stddev),
    ],
    ["nodejs_eventloop_lag_p50_seconds", "The 50th percentile of the recorded event loop delays.", at(50)],
    ["nodejs_eventloop_lag_p90_seconds", "The 90th percentile of the recorded event loop delays.", at(90)],
    ["nodejs_eventloop_lag_p99_seconds", "The 99th percentile of the recorded event loop delays.", at(99)],
  ];
}

function turn(): Promise<number> {
  const began = performance.now();
  return new Promise((resolve) => setImmediate(() => resolve((performance.now() - began) / 1000)));
}

function cpuText(): string {
  const { user, system } = process.cpuUsage();
  const parts = [
    ["process_cpu_user_seconds_total", "Total user CPU time spent in seconds.", user],
    ["process_cpu_system_seconds_total", "Total system CPU time spent in seconds.", system],
    ["process_cpu_seconds_total", "Total user and system CPU time spent in seconds.", user + system],
  ] as const;
  return parts.map(([name, help, micros]) => sampled("counter", [name, help, micros / 1e6])).join("");
}

function sampled(type: "counter" | "gauge", [name, help, value]: Sample): string {
  return value === undefined ? "" : `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${name} ${sampleText(value)}\n`;
}

function versionText(): string {
  const [major, minor, patch] = process.versions.node.split(".");
  const labels = `version="${process.version}",major="${major}",minor="${minor}",patch="${patch}"`;
  return `# HELP nodejs_version_info Node.js version info.\n# TYPE nodejs_version_info gauge\nnodejs_version_info{${labels}} 1.0\n`;
}

/** Watches the process it runs in; the event loop's delays are those since the last time they were told. */
export function runtimeMetrics(): RuntimeMetrics {
  const lag = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS });
  lag.enable();
  return {
    async text() {
      const [now, files] = await Promise.all([turn(), openFiles()]);
      const samples: readonly Sample[] = [
        [
          "process_start_time_seconds",
          "Start time of the process since unix epoch in seconds.",
          performance.timeOrigin / 1000,
        ],
        ["process_open_fds", "Number of open file descriptors.", files],
        ...memorySamples(),
        ["nodejs_eventloop_lag_seconds", "Lag of event loop in seconds.", now],
        ...lagSamples(lag),
      ];
      lag.reset();
      return cpuText() + samples.map((it) => sampled("gauge", it)).join("") + versionText();
    },
    close: () => lag.disable(),
  };
}
