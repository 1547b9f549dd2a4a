import { expect, it } from "vitest";
import { logObserver } from "../observe/logs/log-observer.ts";
import { metricsObserver } from "../observe/metrics/metrics-observer.ts";
import { ask, configOf, deployment, running } from "../test/running.ts";
import { json, upstream } from "../test/upstream.ts";

const CHAT = { model: "fast", messages: [{ role: "user", content: "Hi" }] };
const ANSWER = {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1,
  model: "gpt-4o-mini",
  choices: [{ index: 0, message: { role: "assistant", content: "Hello" }, finish_reason: "stop" }],
};

it("credentials in a deployment's address are used, and told nobody", async () => {
  const { url, asked } = await upstream((response, { path }) =>
    path.includes("broken") ? json({ error: { message: "no" } }, { status: 400 })(response) : json(ANSWER)(response),
  );
  const address = (path: string): string => `${url.replace("//", "//team:hunter2-secret@")}${path}`;
  const params = { model: "openai/gpt-4o-mini", api_key: "sk-upstream-0123456789" };
  const lines: string[] = [];
  const gateway = await running(
    configOf([
      deployment("fast", { ...params, api_base: address("/v1") }),
      deployment("broken", { ...params, api_base: address("/broken") }),
    ]),
    {
      observers: [
        metricsObserver({ isKnownModel: () => true }),
        logObserver({ level: "debug", destination: { write: (line) => void lines.push(line) } }),
      ],
    },
  );
  const answers = await Promise.all([
    ask(gateway, "/v1/chat/completions", { body: CHAT }),
    ask(gateway, "/v1/chat/completions", { body: { ...CHAT, stream: true } }),
    ask(gateway, "/v1/chat/completions", { body: { ...CHAT, model: "broken" } }),
    ask(gateway, "/health"),
  ]);
  const told = await Promise.all(answers.map(async (it) => JSON.stringify([...it.headers]) + (await it.text())));
  const metrics = await (await ask(gateway, "/metrics")).text();
  await expect.poll(() => lines.length).toBeGreaterThanOrEqual(answers.length);
  expect(asked[0]?.headers.authorization).toBe(`Basic ${btoa("team:hunter2-secret")}`);
  expect(answers[0]?.headers.get("x-litellm-model-api-base")).toBe(`${url.replace("//", "//***@")}/v1`);
  expect(metrics).toContain('api_base="http://***@127.0.0.1:');
  expect([...told, metrics, ...lines].filter((text) => text.includes("hunter2"))).toEqual([]);
});
