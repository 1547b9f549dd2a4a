import { expect, it, onTestFinished, vi } from "vitest";
import { type RunningGateway, startServing } from "../start.ts";
import { configOf } from "../test/running.ts";
import { configText } from "./config-text.ts";
import { type ServingThreads, servingThreads, type ThreadsOptions } from "./serving-threads.ts";
import { FRAIL_ENTRY, type FrailThreads, frailThreads } from "./test/frail.ts";
import { askOften } from "./test/running-workers.ts";

const CONFIG = { ...configOf([]), prometheus: true };

interface Started {
  readonly first: RunningGateway;
  readonly threads: ServingThreads;
  readonly lost: readonly string[];
  readonly failed: readonly string[];
  readonly frail: FrailThreads;
}

async function started(count: number, options: Partial<ThreadsOptions> = {}): Promise<Started> {
  const [lost, failed]: [string[], string[]] = [[], []];
  const frail = frailThreads();
  const listening = { host: "127.0.0.1", insecure: false };
  const first = await startServing({ config: CONFIG, ...listening, port: 0, sharesPort: true });
  onTestFinished(async () => {
    frail.close();
    await first.close(0);
  });
  const threads = await servingThreads({
    count,
    start: {
      ...listening,
      config: configText(CONFIG),
      port: first.port,
      logs: { level: "error", format: "json", isColoured: false },
    },
    answers: { exposition: async () => ({ type: "", text: "" }), lines: async () => undefined },
    onLost: (reason) => lost.push(reason),
    onFailed: (reason) => failed.push(reason),
    entry: FRAIL_ENTRY,
    ...options,
  });
  onTestFinished(() => threads.close(0));
  return { first, threads, lost, failed, frail };
}

async function countedBy({ threads }: Started): Promise<readonly number[]> {
  const told = await threads.counted();
  return told.map(({ rows }) => rows.reduce((sum, { counts }) => sum + counts.requests, 0));
}

it("connections are spread over all threads", async () => {
  const one = await started(2);
  await askOften(60, `${one.first.url}/v1/models`, { key: "sk-unknown" });
  const counts = await countedBy(one);
  expect(counts).toHaveLength(2);
  expect(Math.min(...counts)).toBeGreaterThan(0);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBeLessThan(60);
});

it("a thread that breaks is told, and replaced, and what it had told of its calls is not forgotten", async () => {
  const one = await started(2);
  await askOften(60, `${one.first.url}/v1/models`, { key: "sk-unknown" });
  const before = await countedBy(one);
  await vi.waitUntil(() => one.frail.serving.length === 2, { timeout: 40_000 });
  one.frail.break(one.frail.serving[0] ?? 0);
  await vi.waitUntil(() => one.frail.serving.length === 3, { timeout: 40_000 });
  expect(one.lost).toEqual([expect.stringContaining("the thread broke")]);
  expect(one.failed).toEqual([]);
  const after = await countedBy(one);
  expect(after).toHaveLength(3);
  expect([...after].sort()).toEqual([...before, 0].sort());
  const answers = await askOften(30, `${one.first.url}/health/liveliness`);
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 200));
});

it("a thread that hangs holds up neither metrics nor a configuration, and is replaced", async () => {
  const one = await started(2, { usedWithinMs: 500 });
  await vi.waitUntil(() => one.frail.serving.length === 2, { timeout: 40_000 });
  one.frail.hang(one.frail.serving[0] ?? 0);
  expect(await one.threads.counted()).not.toEqual([]);
  await one.threads.use(configText(CONFIG));
  await vi.waitUntil(() => one.frail.serving.length === 3, { timeout: 40_000 });
  expect(one.lost).toHaveLength(1);
}, 60_000);

it("threads that break again and again are not replaced for ever", async () => {
  const one = await started(1, { entry: new URL("./test/hollow-thread.ts", import.meta.url) });
  await vi.waitUntil(() => one.failed.length > 0, { timeout: 40_000 });
  expect(one.failed).toEqual([expect.stringContaining("the thread broke")]);
  expect(one.lost).toHaveLength(5);
  expect(await one.threads.counted()).toEqual([]);
});

it("none is left when one of them cannot begin", async () => {
  await expect(started(2, { entry: new URL("file:///nowhere/thread.js") })).rejects.toThrow("nowhere");
});
