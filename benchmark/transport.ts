import { Worker } from "node:worker_threads";
import type { Plan } from "@lintel/core";
import { Secret } from "@lintel/core/host";
import { type NodeHost, nodeHost } from "@lintel/host-node";
import { report } from "./report.ts";
import type { Row } from "./table.ts";

const CONCURRENT = 50;
const WARM_MS = 1_500;
const MEASURE_MS = 2_000;
const RUNS = 5;
// Of CPU time: how many requests a second come of it depends on who else has the machine.
const CPU_BUDGET = 0.7;
const TRANSPORTS = ["pool", "undici"] as const;

type TransportName = (typeof TRANSPORTS)[number];

interface Run {
  readonly perSecond: number;
  readonly cpuMicros: number;
}

function planFor(port: number): Plan {
  const messages = [{ role: "user", content: "The lintel carries the load. ".repeat(30) }];
  return {
    method: "POST",
    url: `http://127.0.0.1:${port}/v1/chat/completions`,
    headers: [
      ["content-type", "application/json"],
      ["accept", "application/json"],
      ["authorization", ["Bearer ", new Secret("api_key", "sk-bench")]],
    ],
    body: { body: "text", text: JSON.stringify({ model: "gpt-4o", messages }) },
    expect: "whole",
    timeouts: {},
  };
}

async function ask(host: NodeHost, plan: Plan): Promise<void> {
  const sent = await host.send(plan);
  if (!sent.sent) throw new Error(sent.failure.message);
  if (sent.body.whole !== undefined) return;
  for (let read = await sent.body.read(); read.read !== "end"; read = await sent.body.read())
    if (read.read === "failed") throw new Error(read.failure.message);
}

async function run(host: NodeHost, plan: Plan, ms: number): Promise<Run> {
  let count = 0;
  const cpu = process.threadCpuUsage();
  const began = performance.now();
  const until = began + ms;
  const lanes = Array.from({ length: CONCURRENT }, async () => {
    for (; performance.now() < until; count++) await ask(host, plan);
  });
  await Promise.all(lanes);
  const { user, system } = process.threadCpuUsage(cpu);
  return { perSecond: (count * 1000) / (performance.now() - began), cpuMicros: (user + system) / count };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function cellsOf(runs: readonly Run[]): Row["cells"] {
  const rates = runs.map(({ perSecond }) => perSecond);
  return {
    "requests/s": median(rates).toFixed(0),
    spread: `${Math.min(...rates).toFixed(0)}-${Math.max(...rates).toFixed(0)}`,
    "CPU us": median(runs.map(({ cpuMicros }) => cpuMicros)).toFixed(1),
  };
}

async function measured(port: number): Promise<Readonly<Record<TransportName, readonly Run[]>>> {
  const plan = planFor(port);
  const hosts = { pool: nodeHost({ env: {}, transport: "pool" }), undici: nodeHost({ env: {}, transport: "undici" }) };
  const runs: Record<TransportName, Run[]> = { pool: [], undici: [] };
  for (const name of TRANSPORTS) await run(hosts[name], plan, WARM_MS);
  for (let count = 0; count < RUNS; count++)
    for (const name of TRANSPORTS) runs[name].push(await run(hosts[name], plan, MEASURE_MS));
  await Promise.all([hosts.pool.close(), hosts.undici.close()]);
  return runs;
}

/** Requests per second that one host sends over loopback and their cost in CPU time of its thread, by transport, in turns of one run. */
async function transportRows(): Promise<readonly Row[]> {
  const worker = new Worker(new URL("./transport-server.ts", import.meta.url));
  try {
    const port = await new Promise<number>((resolve, reject) => worker.once("message", resolve).once("error", reject));
    const runs = await measured(port);
    const share = (read: (run: Run) => number): number =>
      median(runs.pool.map((own, at) => read(own) / read(runs.undici[at] ?? own)));
    const cpu = share(({ cpuMicros }) => cpuMicros);
    const rate = share(({ perSecond }) => perSecond);
    const group = `transport, 1 KB each way, ${CONCURRENT} at once`;
    return [
      { group, name: "undici", cells: cellsOf(runs.undici) },
      {
        group,
        name: "pool",
        cells: { ...cellsOf(runs.pool), "requests of undici's": rate.toFixed(2), "CPU of undici's": cpu.toFixed(2) },
        budget: `<= ${CPU_BUDGET} of undici's CPU`,
        isMet: cpu <= CPU_BUDGET,
      },
    ];
  } finally {
    await worker.terminate();
  }
}

/** `pnpm bench transport`: the two transports of host-node against each other. */
export function benchTransport(): Promise<number> {
  return report("transport", transportRows);
}
