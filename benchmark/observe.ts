import { setTimeout } from "node:timers/promises";
import { type CallRecord, logObserver, metricsObserver, type Observer, observers, otelObserver } from "@lintel/gateway";
import { trace } from "@opentelemetry/api";
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from "@opentelemetry/sdk-trace-base";
import { promClientObserver } from "./prom-client-observer.ts";
import { report } from "./report.ts";
import type { Row } from "./table.ts";
import { timed } from "./timing.ts";

const WAVE = 64;
const WAVES = 300;
const ROUNDS = 9;
const WARM_ROUNDS = 3;
const PAUSE_MS = 50;
const NOWHERE = "/dev/null";

function call(at: number): CallRecord {
  return {
    id: `2f6c1f6e-0000-4000-8000-${String(at).padStart(12, "0")}`,
    method: "POST",
    path: "/v1/chat/completions",
    endpoint: "chat",
    status: 200,
    model: "gpt-4o",
    deployment: { id: "gpt-4o-1", name: "gpt-4o", model: "gpt-4o-2024-08-06", apiBase: "https://api.openai.com/v1" },
    provider: "openai",
    key: { hash: "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8", alias: "team-search" },
    clientIp: "10.1.2.3",
    userAgent: "OpenAI/Python 2.9.0",
    traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    streamed: false,
    startedAt: 1_700_000_000_000 + at,
    tookMs: 412.5,
    upstreamMs: 398.25,
    sentMs: 0.75,
    answeredMs: 411.5,
    attempts: 1,
    usage: {
      origin: "reported",
      value: {
        prompt_tokens: 812,
        completion_tokens: 127,
        total_tokens: 939,
        prompt_tokens_details: { cached_tokens: 512, audio_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 64, audio_tokens: 0 },
      },
    },
    cost: 0.0033,
    losses: [],
    cancelled: false,
  };
}

const CALLS: readonly CallRecord[] = Array.from({ length: WAVE }, (_, at) => call(at));

/** The same from as many callers, so that each is told apart. */
function spread(callers: number): readonly CallRecord[] {
  return Array.from({ length: callers }, (_, at) => ({ ...call(at), clientIp: `10.${at >> 8}.0.${at & 255}` }));
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function round(observer: Observer, calls: readonly CallRecord[]): Promise<void> {
  for (let wave = 0, at = 0; wave < WAVES; wave++) {
    for (let count = 0; count < WAVE; count++, at++) {
      const record = calls[at % calls.length];
      if (record !== undefined) observer.ended(record);
    }
    await turn();
  }
}

/** Microseconds of the processor a record takes, with the turns in which it is told: the median of some rounds. */
async function cost(observer: Observer, calls: readonly CallRecord[] = CALLS): Promise<number> {
  const rounds: number[] = [];
  for (let at = -WARM_ROUNDS; at < ROUNDS; at++) {
    const before = process.cpuUsage();
    await round(observer, calls);
    const { user, system } = process.cpuUsage(before);
    if (at >= 0) rounds.push(user + system);
    // The disk's thread keeps up with a gateway, not with rounds that follow at once.
    await setTimeout(PAUSE_MS);
  }
  return median(rounds) / (WAVES * WAVE);
}

const NOBODY: Observer = { ended: () => {} };

const SWALLOW: SpanExporter = {
  export: (_spans, done) => done({ code: 0 }),
  shutdown: () => Promise.resolve(),
};

async function withSdk(measure: () => Promise<number>): Promise<number> {
  const provider = new BasicTracerProvider({ spanProcessors: [new BatchSpanProcessor(SWALLOW)] });
  trace.setGlobalTracerProvider(provider);
  try {
    return await measure();
  } finally {
    trace.disable();
    await provider.shutdown();
  }
}

interface Lane {
  readonly name: string;
  measure(): Promise<number>;
}

async function closing(observer: Observer, calls?: readonly CallRecord[]): Promise<number> {
  try {
    return await cost(observer, calls);
  } finally {
    await observer.close?.();
  }
}

async function everything(): Promise<Observer> {
  return observers([logObserver({ destination: NOWHERE }), metricsObserver(), await otelObserver()]);
}

function lanes(): readonly Lane[] {
  return [
    { name: "nobody", measure: () => closing(NOBODY) },
    { name: "nobody, told in a turn of its own", measure: () => closing(observers([NOBODY])) },
    { name: "log, written", measure: () => closing(logObserver({ destination: NOWHERE })) },
    { name: "log, below its level", measure: () => closing(logObserver({ destination: NOWHERE, level: "warn" })) },
    { name: "metrics", measure: () => closing(metricsObserver()) },
    { name: "metrics, 1000 callers", measure: () => closing(metricsObserver(), spread(1000)) },
    { name: "the same families by prom-client", measure: () => closing(promClientObserver()) },
    { name: "trace, no SDK registered", measure: async () => closing(await otelObserver()) },
    { name: "trace, SDK in batches", measure: () => withSdk(async () => closing(await otelObserver())) },
    { name: "log, metrics and trace together", measure: async () => closing(await everything()) },
  ];
}

async function recordRows(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const { name, measure } of lanes()) {
    process.stderr.write(`▸ ${name} …\n`);
    rows.push({ group: "observers", name, cells: { "us of CPU per record": (await measure()).toFixed(2) } });
  }
  return rows;
}

async function scrapeRow(callers: number): Promise<Row> {
  const observer = metricsObserver({ mostRows: callers });
  for (const record of spread(callers)) observer.ended(record);
  const scrape = async (): Promise<string> => (await observer.exposition?.())?.text ?? "";
  const text = await scrape();
  const times: number[] = [];
  for (let at = 0; at < ROUNDS; at++) times.push(await timed(scrape));
  await observer.close?.();
  return {
    group: "a scrape of the metrics",
    name: `${callers} series of each`,
    cells: { ms: median(times).toFixed(1), KB: (text.length / 1024).toFixed(0) },
  };
}

async function observeRows(): Promise<readonly Row[]> {
  const records = await recordRows();
  const scrapes = [await scrapeRow(1), await scrapeRow(100), await scrapeRow(2000)];
  return [...records, ...scrapes];
}

/** `pnpm bench observe`: what observing a call costs. */
export function benchObserve(): Promise<number> {
  return report("observe", observeRows);
}
