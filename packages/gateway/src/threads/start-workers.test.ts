import { Server } from "node:net";
import { expect, it, onTestFinished, vi } from "vitest";
import type { GatewayConfig } from "../config/config.ts";
import { readExposition } from "../observe/test/series.ts";
import { configOf, deployment, keyless } from "../test/running.ts";
import { json, type Upstream, upstream } from "../test/upstream.ts";
import { askAnew, askOften, runningWorkers } from "./test/running-workers.ts";

const ANSWER = {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1,
  model: "gpt-4o-mini",
  choices: [{ index: 0, message: { role: "assistant", content: "Stone." }, finish_reason: "stop" }],
  usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
};
const CHAT = { body: { model: "fast", messages: [{ role: "user", content: "A lintel?" }] } };

function configFor({ url }: Upstream): GatewayConfig {
  const params = { model: "openai/gpt-4o-mini", api_key: "sk-upstream-0123456789", api_base: `${url}/v1` };
  return { ...configOf([deployment("fast", params)]), prometheus: true };
}

it("metrics tell the calls of all threads, whichever is asked, and logs a whole line of each", async () => {
  const gateway = await runningWorkers(configFor(await upstream(json(ANSWER))), { workers: 3 });
  const answers = await askOften(40, `${gateway.url}/v1/chat/completions`, CHAT);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  for (const { text } of await askOften(8, `${gateway.url}/metrics`)) {
    const families = readExposition(text);
    const total = (name: string): readonly string[] => Object.values(families[name]?.samples ?? {});
    expect(total("litellm_proxy_total_requests_metric_total")).toEqual(["40.0"]);
    expect(total("litellm_total_tokens_metric_total")).toEqual(["200.0"]);
    expect(text).toMatch(/litellm_request_total_latency_metric_count\{.*\} 40.0/);
  }
  await gateway.close();
  const lines = gateway.told.flatMap((piece) => piece.split("\n").filter((line) => line !== ""));
  const calls = lines.map((line) => JSON.parse(line)).filter(({ endpoint }) => endpoint === "chat");
  expect(calls).toHaveLength(40);
  expect(gateway.told.every((piece) => piece.endsWith("\n"))).toBe(true);
});

it("another configuration is every thread's once it is told to be used", async () => {
  const config = configFor(await upstream(json(ANSWER)));
  const gateway = await runningWorkers(config);
  await gateway.use({ ...config, general: { ...config.general, masterKey: "sk-another" } });
  const statuses = async (key: string): Promise<ReadonlySet<number>> =>
    new Set((await askOften(30, `${gateway.url}/v1/models`, { key })).map(({ status }) => status));
  expect(await statuses("sk-another")).toEqual(new Set([200]));
  expect(await statuses(config.general.masterKey ?? "")).toEqual(new Set([400]));
});

it("all threads end what is under way before the gateway has ended, and take nothing more", async () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const provider = await upstream(async (response) => {
    await opened;
    json(ANSWER)(response);
  });
  const gateway = await runningWorkers(configFor(provider));
  const answers = askOften(30, `${gateway.url}/v1/chat/completions`, CHAT);
  await vi.waitUntil(() => provider.asked.length === 30, { timeout: 10_000 });
  const closed = gateway.close();
  await vi.waitUntil(() =>
    askAnew(`${gateway.url}/health/liveliness`).then(
      () => false,
      () => true,
    ),
  );
  open();
  expect((await answers).map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 200));
  await closed;
});

it("what is under way is cut in every thread when there is no more time", async () => {
  const provider = await upstream(() => new Promise(() => undefined));
  const gateway = await runningWorkers(configFor(provider));
  const answers = Promise.allSettled(
    Array.from({ length: 20 }, () => askAnew(`${gateway.url}/v1/chat/completions`, CHAT)),
  );
  await vi.waitUntil(() => provider.asked.length === 20, { timeout: 10_000 });
  await gateway.close(0);
  expect((await answers).every(({ status }) => status === "rejected")).toBe(true);
});

it("callers without a key are let in by every thread of an open gateway", async () => {
  const gateway = await runningWorkers(keyless(configFor(await upstream(json(ANSWER)))), { insecure: true });
  const answers = await askOften(20, `${gateway.url}/v1/chat/completions`, CHAT);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
});

it("a port is not shared with another gateway that would share it, too", async () => {
  const config = configOf([]);
  const gateway = await runningWorkers(config);
  const port = Number(new URL(gateway.url).port);
  await expect(runningWorkers(config, { port })).rejects.toThrow("EADDRINUSE");
});

it("one worker serves, and it is said, where the platform lets nobody share a port", async () => {
  const listen = Server.prototype.listen;
  const spy = vi.spyOn(Server.prototype, "listen").mockImplementation(function (this: Server, ...args: unknown[]) {
    const [options] = args;
    const isShared = typeof options === "object" && options !== null && "reusePort" in options && options.reusePort;
    if (isShared === true)
      process.nextTick(() => this.emit("error", Object.assign(new Error("listen ENOTSUP"), { code: "ENOTSUP" })));
    else Reflect.apply(listen, this, args);
    return this;
  });
  onTestFinished(() => spy.mockRestore());
  const gateway = await runningWorkers(configOf([]));
  expect(gateway.workers).toBe(1);
  expect(gateway.told.join("")).toContain("one worker serves");
  expect((await askAnew(`${gateway.url}/health/liveliness`)).status).toBe(200);
});

it("a gateway of one thread starts no other", async () => {
  const gateway = await runningWorkers(configOf([]), { workers: 1 });
  expect(gateway.workers).toBe(1);
  expect((await askAnew(`${gateway.url}/health/liveliness`)).status).toBe(200);
});
