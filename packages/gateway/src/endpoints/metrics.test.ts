import { expect, it } from "vitest";
import type { GatewayConfig } from "../config/config.ts";
import { metricsObserver } from "../observe/metrics/metrics-observer.ts";
import { ask, configOf, keyless, MASTER_KEY, running } from "../test/running.ts";

const STATIC_KEYS = [
  { key: "sk-team", models: ["a"] },
  { key: "sk-anything" },
  { key: "sk-eyes", models: [], metrics: true },
];

async function statuses(config: GatewayConfig, keys: readonly string[]): Promise<readonly number[]> {
  const gateway = await running(config, { observers: [metricsObserver({ settings: config.settings })] });
  const told: number[] = [];
  for (const key of keys) {
    const answer = await ask(gateway, "/metrics", { headers: { authorization: key } });
    const text = await answer.text();
    expect(text.includes("# TYPE")).toBe(answer.status === 200);
    told.push(answer.status);
  }
  return told;
}

const SHOWN = [`Bearer ${MASTER_KEY}`, "Bearer sk-eyes", "Bearer sk-team", "Bearer sk-anything", "Bearer sk-wrong", ""];

it("metrics, which tell of everybody's calls, are told to the master key and to keys that say so", async () => {
  const config = configOf([], { general: { staticKeys: STATIC_KEYS } });
  expect(await statuses(config, SHOWN)).toEqual([200, 200, 401, 401, 401, 401]);
  expect(await statuses(keyless(config), SHOWN)).toEqual([401, 200, 401, 401, 401, 401]);
});

it("metrics are told to anybody where the configuration says so, as in LiteLLM, and nothing else is", async () => {
  const settings = { require_auth_for_metrics_endpoint: false };
  const config = configOf([], { settings, general: { staticKeys: STATIC_KEYS } });
  expect(await statuses(config, SHOWN)).toEqual([200, 200, 200, 200, 200, 200]);
  const gateway = await running(config, { observers: [metricsObserver()] });
  expect((await ask(gateway, "/models", { headers: { authorization: "" } })).status).toBe(401);
});

it("where no observer gathers any, there are none: an empty answer would be taken for a gateway that is well", async () => {
  const gateway = await running(configOf([]), { observers: [{ ended: () => {} }] });
  const answer = await ask(gateway, "/metrics");
  expect([answer.status, await answer.json()]).toEqual([404, { detail: "Not Found" }]);
  expect((await ask(gateway, "/metrics", { headers: { authorization: "" } })).status).toBe(401);
});
