import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Observer } from "../observe/record.ts";
import { ask, configOf, deployment, running } from "../test/running.ts";
import { events, json, type Upstream, upstream } from "../test/upstream.ts";

function said(model: string): unknown {
  const choices = [{ index: 0, message: { role: "assistant", content: "Hi" }, finish_reason: "stop" }];
  return { id: `of-${model}`, object: "chat.completion", created: 1, model, choices };
}

function chunk(content: string): unknown {
  return {
    id: "s",
    object: "chat.completion.chunk",
    created: 1,
    model: "m",
    choices: [{ index: 0, delta: { content } }],
  };
}

const refusal = json({ error: { message: "No", type: "server_error" } }, { status: 500 });

async function both(quick: Upstream, slow: Upstream, observers: readonly Observer[] = []): ReturnType<typeof running> {
  const at = ({ url }: Upstream) => ({ model: "openai/gpt-4o", api_key: "sk", api_base: `${url}/v1` });
  const router = { numRetries: 0 };
  return running(configOf([deployment("quick", at(quick)), deployment("slow", at(slow))], { router }), { observers });
}

const PATH = "/v1/chat/completions";
const asked = { model: "quick, slow", messages: [{ role: "user", content: "Hello" }] };

describe("a list of models", () => {
  it("is answered by a list of their answers, with what failed in its place", async () => {
    const gateway = await both(await upstream(refusal), await upstream(json(said("b"))));
    const response = await ask(gateway, PATH, { body: asked });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject([{ error: { code: "500" } }, { id: "of-b", system_fingerprint: null }]);
  });

  it("is answered by the first failure where none of them answers", async () => {
    const gateway = await both(await upstream(refusal), await upstream(refusal));
    const response = await ask(gateway, PATH, { body: asked });
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ error: { code: "500" } });
  });

  it("asks nobody for more answers than a request may have, nor for a stream", async () => {
    const [one, two] = [await upstream(json(said("a"))), await upstream(json(said("b")))];
    const gateway = await both(one, two);
    const many = { ...asked, model: "quick,".repeat(30) };
    expect((await ask(gateway, PATH, { body: many })).status).toBe(400);
    expect((await ask(gateway, PATH, { body: { ...many, fastest_response: true } })).status).toBe(400);
    expect((await ask(gateway, PATH, { body: { ...asked, stream: true } })).status).toBe(400);
    expect([...one.asked, ...two.asked]).toEqual([]);
  });
});

describe("the fastest of several models", () => {
  it("is streamed as it comes, and the others are asked no more", async () => {
    let hasEnded = false;
    const slow = await upstream(async (response) => {
      response.on("close", () => {
        hasEnded = true;
      });
      await sleep(3000);
      response.destroy();
    });
    const gateway = await both(await upstream(events([chunk("Hi"), chunk(" there")])), slow);
    const body = { ...asked, stream: true, fastest_response: true };
    const response = await ask(gateway, PATH, { body });
    expect(response.headers.get("x-litellm-fastest_response_batch_completion")).toBe("True");
    expect(response.headers.get("x-litellm-model-group")).toBe("quick");
    await response.text();
    await expect.poll(() => hasEnded, { timeout: 2000 }).toBe(true);
  });

  it("is the one that answers where another fails before it", async () => {
    const slow = await upstream(async (response) => {
      await sleep(100);
      json(said("b"))(response);
    });
    const gateway = await both(await upstream(refusal), slow);
    const response = await ask(gateway, PATH, { body: { ...asked, fastest_response: true } });
    expect(await response.json()).toMatchObject({ id: "of-b", model: "slow" });
  });
});

describe("observers", () => {
  it.each([
    ["well", false, false],
    ["well, the fastest of them", false, true],
    ["not at all", true, false],
    ["not at all, none of them the fastest", true, true],
  ])("are told as often that calls begin as that they end: several are answered %s", async (_, fails, fastest) => {
    const provider = (): Promise<Upstream> => upstream(fails ? refusal : json(said("a")));
    const told = { began: 0, ended: 0 };
    const counting = { began: () => void told.began++, ended: () => void told.ended++ };
    const gateway = await both(await provider(), await provider(), [counting]);
    await (await ask(gateway, PATH, { body: { ...asked, fastest_response: fastest } })).text();
    await expect.poll(() => told).toEqual({ began: 2, ended: 2 });
  });
});
