import { expect, it, onTestFinished } from "vitest";
import { logObserver } from "../observe/logs/log-observer.ts";
import { metricsObserver } from "../observe/metrics/metrics-observer.ts";
import { type RunningGateway, startGateway } from "../start.ts";
import { counted } from "../test/counted.ts";
import { anthropicProvider } from "../test/providers/anthropic.ts";
import { openaiProvider } from "../test/providers/openai.ts";
import { ask, configOf, deployment } from "../test/running.ts";

/** How many answers there are after what warms up, and how many at once. */
const ANSWERS = Number(process.env.LINTEL_ANSWERS ?? 1000);
const WARMING = 800;
const AT_ONCE = 16;

interface Way {
  readonly path: string;
  readonly model: string;
  readonly body: object;
}

const MESSAGES = [{ role: "user", content: "Say hello." }];
const TOOL = { type: "object", properties: { city: { type: "string" } } };
const CALLED = { messages: MESSAGES, tools: [{ type: "function", function: { name: "weather", parameters: TOOL } }] };

const WAYS: readonly Way[] = [
  { path: "/v1/chat/completions", model: "gpt", body: { messages: MESSAGES } },
  { path: "/v1/chat/completions", model: "gpt", body: CALLED },
  { path: "/v1/chat/completions", model: "claude", body: { messages: MESSAGES } },
  { path: "/v1/messages", model: "gpt", body: { messages: MESSAGES, max_tokens: 50 } },
  { path: "/v1/messages", model: "claude", body: { messages: MESSAGES, max_tokens: 50 } },
  { path: "/v1/responses", model: "gpt", body: { input: "Say hello." } },
  { path: "/v1/responses", model: "claude", body: { input: "Say hello." } },
  { path: "/v1/chat/completions", model: "any", body: { messages: MESSAGES } },
];

/** Everything a caller chooses is its own in each request: whatever is kept by one of these names would grow. */
async function one(gateway: RunningGateway, { path, model, body }: Way, at: number): Promise<number> {
  const named = model === "any" ? `any/model-${at}-${"x".repeat(3000)}` : model;
  const sent = { ...body, model: named, stream: at % 16 < 8, user: `user-${at}`, metadata: { user_id: `user-${at}` } };
  const headers = { "user-agent": `caller/${at}`, "x-request-id": `request-${at}`, [`x-header-${at}`]: "here" };
  const response = await ask(gateway, path, { body: sent, headers });
  await response.arrayBuffer();
  return response.status;
}

async function many(gateway: RunningGateway, from: number, to: number): Promise<ReadonlySet<number>> {
  const statuses = new Set<number>();
  let next = from;
  const work = async (): Promise<void> => {
    while (next < to) {
      const at = next++;
      const way = WAYS[at % WAYS.length];
      if (way !== undefined) statuses.add(await one(gateway, way, at));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return statuses;
}

it(`${ANSWERS} answers over every way, each with names of its own, leave nothing behind`, async () => {
  const openai = await openaiProvider({ forgets: true });
  const anthropic = await anthropicProvider({ forgets: true });
  const at = (model: string, url: string) => ({ model, api_key: "sk-upstream-0123456789", api_base: url });
  const settings = {};
  const config = configOf(
    [
      deployment("gpt", at("openai/gpt-4o-mini", `${openai.url}/v1`)),
      deployment("claude", at("anthropic/claude-sonnet-4-5-20250929", anthropic.url)),
      deployment("any/*", at("openai/*", `${openai.url}/v1`)),
    ],
    { settings, router: { numRetries: 0 } },
  );
  let ended = 0;
  const gateway = await startGateway({
    config,
    port: 0,
    observers: [
      logObserver({ destination: { write: () => undefined } }),
      metricsObserver({ settings, isKnownModel: () => false, mostRows: 50 }),
      { ended: () => void ended++ },
    ],
  });
  onTestFinished(() => gateway.close(0));
  await many(gateway, 0, WARMING);
  const before = await counted();
  const statuses = await many(gateway, WARMING, WARMING + ANSWERS);
  const after = await counted();
  expect([...statuses]).toEqual([200]);
  expect(ended).toBe(WARMING + ANSWERS);
  expect(after.handles).toBeLessThanOrEqual(before.handles + 2 * AT_ONCE);
  // An exchange that is kept holds some 10 KB.
  expect(after.heap - before.heap).toBeLessThan(2_000_000 + ANSWERS * 500);
  expect(after.buffers - before.buffers).toBeLessThan(ANSWERS * 200);
}, 600_000);
