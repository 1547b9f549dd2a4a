import { nodeHost } from "@lintel/host-node";
import { expect, it, onTestFinished } from "vitest";
import { gateway } from "./gateway.ts";
import { configOf, deployment, MASTER_KEY } from "./test/running.ts";
import { events, upstream } from "./test/upstream.ts";

it("cuts an answer that fails after its head, and lives on", async () => {
  const chunk = {
    id: "1",
    object: "chat.completion.chunk",
    created: 1,
    model: "m",
    choices: [{ index: 0, delta: { content: "Hello" } }],
  };
  const { url } = await upstream(events([chunk]));
  const params = { model: "openai/gpt-4o-mini", api_key: "sk-upstream", api_base: `${url}/v1` };
  const host = nodeHost({});
  onTestFinished(() => host.close());
  const { admit, serve } = gateway(configOf([deployment("fast", params)]), { host });
  const headers = { authorization: `Bearer ${MASTER_KEY}` };
  const head = { method: "POST", target: "/v1/chat/completions", headers, rawHeaders: [], remote: undefined };
  const body = { model: "fast", stream: true, messages: [{ role: "user", content: "Hi" }] };
  const statuses: number[] = [];
  const isCut = await new Promise<boolean>((resolve) => {
    serve(admit(head), new TextEncoder().encode(JSON.stringify(body)), {
      closed: false,
      head(status) {
        if (statuses.length > 0) throw new Error("the head is out");
        statuses.push(status);
      },
      write() {
        throw new Error("a piece that cannot be written");
      },
      drained: () => Promise.resolve(),
      end: () => resolve(false),
      abort: () => resolve(true),
      onGone: () => undefined,
    });
  });
  expect({ isCut, statuses }).toEqual({ isCut: true, statuses: [200] });
});
