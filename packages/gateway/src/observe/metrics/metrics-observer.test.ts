import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import type { CallRecord, Observer } from "../record.ts";
import { call, reported } from "../test/call.ts";
import { type Family, readExposition } from "../test/series.ts";
import { metricsCounter } from "./metrics-counter.ts";
import { type MetricsObserverOptions, metricsObserver } from "./metrics-observer.ts";

const RECORDED = readExposition(readFileSync(new URL("../fixtures/metrics.txt", import.meta.url), "utf8"));

/** What LiteLLM tells and Lintel has nothing to tell of. */
const ABSENT = new Map([
  [/budget/, "there are no budgets"],
  [/_rate_limit_|_for_model$|[rt]pm_limit$/, "there are no rate limits"],
  [/guardrail_(latency|errors|requests)/, "there are no guardrails"],
  [/cache_(hits|misses)|cached_tokens_metric_total$/, "there is no cache of answers"],
  [/cooled_down|fallbacks/, "there are no cooldowns and no fallbacks"],
  [/queue_time/, "nothing waits before it is authenticated"],
  [/callback_logging/, "there are no callbacks"],
  [/total_users|active_users|team/, "there is no database of users and teams"],
  [/managed_|check_batch|mcp_|video|images/, "there are no such routes"],
]);

const MASTER = { hash: "0".repeat(64), isMaster: true };
const CHAT = { id: "chat-1", name: "chat", model: "gpt-4o-mini", apiBase: "http://upstream/v1" };
const USAGE = reported({
  prompt_tokens: 20,
  completion_tokens: 10,
  total_tokens: 30,
  prompt_tokens_details: { cached_tokens: 8, audio_tokens: 1 },
  completion_tokens_details: { reasoning_tokens: 4, audio_tokens: 2 },
});

function failed(name: string, status: number, kind: NonNullable<CallRecord["fault"]>["kind"]): CallRecord {
  const fault = { kind, status, message: "no luck", origin: "provider" } as const;
  const deployment = { ...CHAT, id: `${name}-1`, name, model: `fail-${status}` };
  const { usage: _, cost: __, ...rest } = call({ key: MASTER, model: name, status, fault, deployment });
  return rest;
}

function refused(over: Partial<CallRecord>, exception?: string): CallRecord {
  const kind = "BadRequestError" as const;
  const fault = { kind, status: 400, message: "no", origin: "caller" as const, ...(exception && { exception }) };
  const { usage: _, cost: __, deployment: ___, provider: ____, ...rest } = call({ key: MASTER, status: 400, fault });
  return { ...rest, ...over };
}

/** The calls that were recorded, as Lintel tells of them. */
const CALLS: readonly CallRecord[] = [
  call({ key: MASTER, usage: USAGE, cost: 8.4e-6, remaining: { requests: 99, tokens: 9999 } }),
  call({ key: MASTER, usage: USAGE, cost: 8.4e-6, model: "nick", remaining: { requests: 99, tokens: 9999 } }),
  call({
    key: MASTER,
    usage: USAGE,
    cost: 0.000108,
    model: "openai/gpt-4.1",
    deployment: { ...CHAT, id: "openai-1", name: "openai/*", model: "gpt-4.1" },
    remaining: { requests: 99, tokens: 9999 },
  }),
  call({
    key: MASTER,
    path: "/chat/completions",
    streamed: true,
    firstChunkMs: 12,
    usage: reported({ prompt_tokens: 11, completion_tokens: 2, total_tokens: 13 }),
    cost: 2.85e-6,
    remaining: { requests: 99, tokens: 9999 },
  }),
  call({
    key: MASTER,
    path: "/v1/messages",
    endpoint: "messages",
    model: "claude",
    provider: "anthropic",
    deployment: { id: "claude-1", name: "claude", model: "claude-sonnet-4-5", apiBase: "http://upstream/v1/messages" },
    usage: reported({
      input_tokens: 5,
      cache_read_input_tokens: 7,
      cache_creation_input_tokens: 3,
      output_tokens: 4,
    }),
    cost: 8.835e-5,
  }),
  call({
    key: MASTER,
    path: "/v1/responses",
    endpoint: "responses",
    deployment: { ...CHAT, apiBase: "http://upstream/v1/responses" },
    usage: reported({
      input_tokens: 9,
      input_tokens_details: { cached_tokens: 2 },
      output_tokens: 3,
      output_tokens_details: { reasoning_tokens: 1 },
      total_tokens: 12,
    }),
    cost: 3e-6,
    remaining: { requests: 99, tokens: 9999 },
  }),
  failed("down", 500, "InternalServerError"),
  failed("busy", 429, "RateLimitError"),
  failed("refused", 401, "AuthenticationError"),
  refused({ model: "nowhere" }),
  refused({}, "ProxyMissingRequiredParamError"),
];

/** What is told otherwise: requests under way are those of the moment, and a state knows its provider on every route. */
const APART = new Set(["litellm_in_flight_requests", "litellm_deployment_state"]);

const open: Observer[] = [];

afterEach(async () => {
  for (const observer of open.splice(0)) await observer.close?.();
});

async function told(calls: readonly CallRecord[], options: MetricsObserverOptions = {}) {
  const observer = metricsObserver({ isKnownModel: (model) => model === "chat", ...options });
  open.push(observer);
  for (const record of calls) {
    observer.began?.();
    observer.ended(record);
  }
  return readExposition((await observer.exposition?.())?.text ?? "");
}

function litellms(families: Readonly<Record<string, Family>>): readonly string[] {
  return Object.keys(families).filter((name) => name.startsWith("litellm_"));
}

/** Samples whose values tell no time; of histograms the fixture has the buckets of one series only. */
function values({ samples }: Family): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(samples).filter(([series]) => !/_(created|sum|bucket)(\{|$)/.test(series)));
}

/** A model that nobody serves is `other` in every family; LiteLLM lets a caller make as many series as it likes in one of them. */
function bounded(samples: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(samples).map(([series, value]) => [series.replace('model="nowhere"', 'model="other"'), value]),
  );
}

function boundsOf({ samples }: Family): readonly string[] {
  const bounds = Object.keys(samples).map((series) => / ?le="([^"]*)"/.exec(series)?.[1]);
  return [...new Set(bounds.filter((it) => it !== undefined))];
}

function sums({ samples }: Family): readonly string[] {
  return Object.keys(samples).filter((series) => /_sum\{/.test(series));
}

describe("metrics", () => {
  it("have LiteLLM's names, types and help", async () => {
    const ours = await told(CALLS);
    expect(litellms(ours).length).toBeGreaterThan(40);
    for (const name of litellms(ours)) {
      expect(RECORDED[name], name).toBeDefined();
      expect({ name, help: ours[name]?.help, type: ours[name]?.type }).toEqual({
        name,
        help: RECORDED[name]?.help,
        type: RECORDED[name]?.type,
      });
    }
  });

  it("lack only what there is nothing to tell of", async () => {
    const ours = await told(CALLS);
    const missing = litellms(RECORDED).filter((name) => ours[name] === undefined);
    const unexplained = missing.filter((name) => ![...ABSENT.keys()].some((pattern) => pattern.test(name)));
    expect(unexplained).toEqual([]);
  });

  it("tell of the recorded calls what LiteLLM told of them, label by label", async () => {
    const ours = await told(CALLS);
    for (const name of litellms(ours).filter((it) => !it.endsWith("_created") && !APART.has(it))) {
      const theirs = RECORDED[name];
      if (theirs === undefined) throw new Error(name);
      expect({ [name]: values(ours[name] ?? theirs) }).toEqual({ [name]: bounded(values(theirs)) });
      expect({ [name]: boundsOf(ours[name] ?? theirs) }).toEqual({ [name]: boundsOf(theirs) });
      expect({ [name]: sums(ours[name] ?? theirs).toSorted() }).toEqual({ [name]: sums(theirs).toSorted() });
    }
  });

  it("tell a deployment's state by the provider on every route, and 1 after a failure of any kind", async () => {
    const { litellm_deployment_state: state } = await told(CALLS);
    const labels = (model: string, { id, path = "" }: { id: string; path?: string }, provider = "openai"): string =>
      `litellm_deployment_state{api_base="http://upstream/v1${path}",api_provider="${provider}",litellm_model_name="${model}",model_id="${id}-1"}`;
    expect(state?.samples).toEqual({
      [labels("gpt-4o-mini", { id: "chat" })]: "0.0",
      [labels("gpt-4o-mini", { id: "chat", path: "/responses" })]: "0.0",
      [labels("gpt-4.1", { id: "openai" })]: "0.0",
      [labels("claude-sonnet-4-5", { id: "claude", path: "/messages" }, "anthropic")]: "0.0",
      [labels("fail-500", { id: "down" })]: "1.0",
      [labels("fail-429", { id: "busy" })]: "1.0",
      [labels("fail-401", { id: "refused" })]: "1.0",
    });
  });

  it("sum durations in seconds and put them into their buckets", async () => {
    const { litellm_request_total_latency_metric: family } = await told([
      call({ tookMs: 4 }),
      call({ tookMs: 5 }),
      call({ tookMs: 700_000 }),
    ]);
    const read = (series: RegExp): readonly (string | undefined)[] =>
      Object.entries(family?.samples ?? {}).flatMap(([name, value]) => (series.test(name) ? [value] : []));
    expect(read(/le="0.005"/)).toEqual(["2.0"]);
    expect(read(/le="600.0"/)).toEqual(["2.0"]);
    expect(read(/le="\+Inf"/)).toEqual(["3.0"]);
    expect(read(/_sum/)).toEqual(["700.009"]);
    expect(read(/_count/)).toEqual(["3.0"]);
  });

  it("leave out calls that no model served, unless the gateway refused them", async () => {
    const refusal = { kind: "AuthenticationError", status: 401, message: "no", origin: "caller" } as const;
    const { litellm_proxy_total_requests_metric_total: family } = await told([
      call({ endpoint: "models", path: "/v1/models" }),
      call({ endpoint: "health", path: "/health" }),
      call({ endpoint: "nothing", path: "/admin.php", fault: { ...refusal, status: 404 } }),
      call({ endpoint: "models", path: "/v1/models", fault: refusal }),
    ]);
    expect(Object.keys(family?.samples ?? {})).toEqual([
      expect.stringContaining('route="/v1/models",status_code="401"'),
    ]);
  });

  it("count requests under way until their end is told", async () => {
    const observer = metricsObserver();
    open.push(observer);
    observer.began?.();
    observer.began?.();
    observer.ended(call());
    const families = readExposition((await observer.exposition?.())?.text ?? "");
    expect(families.litellm_in_flight_requests?.samples).toEqual({ litellm_in_flight_requests: "1.0" });
  });

  it("are those of all threads together: counters, histograms, gauges, requests under way", async () => {
    const other = metricsCounter();
    const own = metricsObserver({ others: async () => [structuredClone(await other.told())] });
    open.push(own, { ...other, close: () => Promise.resolve(other.close()) });
    own.ended(call({ tookMs: 4, startedAt: 1000, remaining: { requests: 9 } }));
    other.ended(call({ tookMs: 70_000, startedAt: 2000, remaining: { requests: 7 } }));
    other.ended(call({ tookMs: 5, startedAt: 3000, model: "nick" }));
    own.began?.();
    other.began();
    const text = (await own.exposition?.())?.text ?? "";
    const samples = (name: string): readonly string[] => Object.values(readExposition(text)[name]?.samples ?? {});
    expect(samples("litellm_proxy_total_requests_metric_total")).toEqual(["2.0", "1.0"]);
    expect(samples("litellm_remaining_requests_metric")).toEqual(["7.0"]);
    expect(samples("litellm_in_flight_requests")).toEqual(["2.0"]);
    expect(text).toMatch(/litellm_request_total_latency_metric_count\{.*requested_model="chat".*\} 2.0/);
    expect(text).toMatch(/litellm_request_total_latency_metric_sum\{.*requested_model="chat".*\} 70.004/);
  });

  it("hold a bounded number of series, whatever callers send", async () => {
    const calls = Array.from({ length: 500 }, (_, at) =>
      call({ userAgent: `agent/${at}`, clientIp: `10.0.0.${at % 200}`, model: `model-${at}`, route: `/x/${at}` }),
    );
    const { litellm_proxy_total_requests_metric_total: family } = await told(calls, { mostRows: 20 });
    const samples = Object.entries(family?.samples ?? {});
    expect(samples.length).toBeLessThanOrEqual(41);
    expect(samples.reduce((sum, [, value]) => sum + Number(value), 0)).toBe(500);
    expect(samples.at(-1)?.[0]).toMatch(/client_ip="other".*requested_model="other",route="other".*user_agent="other"/);
  });

  it("tell the caller's own user only where LiteLLM's setting asks for it", async () => {
    const calls = [call({ endUser: "ann" }), call({ endUser: "bob" })];
    const users = async (options: MetricsObserverOptions): Promise<readonly string[]> => {
      const { litellm_spend_metric_total: family } = await told(calls, options);
      return Object.keys(family?.samples ?? {}).map((series) => /end_user="([^"]*)"/.exec(series)?.[1] ?? "");
    };
    expect(await users({})).toEqual(["None"]);
    expect(await users({ settings: { enable_end_user_cost_tracking_prometheus_only: true } })).toEqual(["ann", "bob"]);
  });

  it("never hold a key, and tell labels that callers choose on one line", async () => {
    const observer = metricsObserver();
    open.push(observer);
    observer.ended(call({ userAgent: 'evil"} 1\nfake_metric 2', model: `m${"x".repeat(5000)}` }));
    const text = (await observer.exposition?.())?.text ?? "";
    expect(text).not.toMatch(/^fake_metric/m);
    expect(text).toContain(String.raw`user_agent="evil\\\"} 1 fake_metric 2"`);
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThan(1500);
  });
});
