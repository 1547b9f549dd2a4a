import { readdir } from "node:fs/promises";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { sampleText } from "./exposition.ts";

/** What a thread tells of itself: bytes, and seconds by which its event loop was late. */
export interface RuntimeTold {
  readonly heapTotal: number;
  readonly heapUsed: number;
  readonly external: number;
  readonly lag: Readonly<Record<LagFigure, number>>;
}

/** Watches the thread it runs in. */
export interface RuntimeMetrics {
  /** The event loop's delays are those since the last time they were told. */
  told(): Promise<RuntimeTold>;
  close(): void;
}

type LagFigure = "now" | "min" | "max" | "mean" | "stddev" | "p50" | "p90" | "p99";

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

function memorySamples(threads: readonly RuntimeTold[]): readonly Sample[] {
  const sum = (name: "heapTotal" | "heapUsed" | "external"): number =>
    threads.reduce((total, thread) => total + thread[name], 0);
  return [
    ["process_resident_memory_bytes", "Resident memory size in bytes.", process.memoryUsage.rss()],
    ["nodejs_heap_size_total_bytes", "Process heap size from Node.js in bytes.", sum("heapTotal")],
    ["nodejs_heap_size_used_bytes", "Process heap size used from Node.js in bytes.", sum("heapUsed")],
    ["nodejs_external_memory_bytes", "Node.js external memory size in bytes.", sum("external")],
  ];
}

type Lag = ReturnType<typeof monitorEventLoopDelay>;

function lagOf(lag: Lag, now: number): RuntimeTold["lag"] {
  const seconds = (value: number): number => (Number.isFinite(value) ? value * NANOSECONDS : 0);
  const at = (share: number): number => seconds(lag.percentile(share));
  return {
    now,
    min: lag.count ? seconds(lag.min) : 0,
    max: seconds(lag.max),
    mean: seconds(lag.mean),
    stddev: seconds(lag.stddev),
    p50: at(50),
    p90: at(90),
    p99: at(99),
  };
}

const LAGS = [
  ["now", "nodejs_eventloop_lag_seconds", "Lag of event loop in seconds."],
  ["min", "nodejs_eventloop_lag_min_seconds", "The minimum recorded event loop delay."],
  ["max", "nodejs_eventloop_lag_max_seconds", "The maximum recorded event loop delay."],
  ["mean", "nodejs_eventloop_lag_mean_seconds", "The mean of the recorded event loop delays."],
  ["stddev", "nodejs_eventloop_lag_stddev_seconds", "The standard deviation of the recorded event loop delays."],
  ["p50", "nodejs_eventloop_lag_p50_seconds", "The 50th percentile of the recorded event loop delays."],
  ["p90", "nodejs_eventloop_lag_p90_seconds", "The 90th percentile of the recorded event loop delays."],
  ["p99", "nodejs_eventloop_lag_p99_seconds", "The 99th percentile of the recorded event loop delays."],
] as const satisfies readonly (readonly [LagFigure, string, string])[];

/** Of several threads the slowest decides. */
function lagSamples(threads: readonly RuntimeTold[]): readonly Sample[] {
  return LAGS.map(([figure, name, help]) => {
    const all = threads.map(({ lag }) => lag[figure]);
    return [name, help, figure === "min" ? Math.min(...all) : Math.max(...all)];
  });
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

/** The process itself, by the names that Prometheus' clients give it: memory of all its threads, and delays of the slowest. */
export async function runtimeText(threads: readonly RuntimeTold[]): Promise<string> {
  const samples: readonly Sample[] = [
    [
      "process_start_time_seconds",
      "Start time of the process since unix epoch in seconds.",
      performance.timeOrigin / 1000,
    ],
    ["process_open_fds", "Number of open file descriptors.", await openFiles()],
    ...memorySamples(threads),
    ...lagSamples(threads),
  ];
  return cpuText() + samples.map((it) => sampled("gauge", it)).join("") + versionText();
}

/** Watches a thread's heap and how late its event loop is. */
export function runtimeMetrics(): RuntimeMetrics {
  const lag = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS });
  lag.enable();
  return {
    async told() {
      const now = await turn();
      const { heapTotal, heapUsed, external } = process.memoryUsage();
      const told = { heapTotal, heapUsed, external, lag: lagOf(lag, now) };
      lag.reset();
      return told;
    },
    close: () => lag.disable(),
  };
}
