import { once } from "node:events";
import { expect, it } from "vitest";
import { ask, configOf, deployment, running } from "../test/running.ts";
import { upstream } from "../test/upstream.ts";

const PIECE = "x".repeat(100_000);
const MOST_PIECES = 200;

function chunk(delta: unknown): string {
  const choices = [{ index: 0, delta, finish_reason: null }];
  return `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model: "gpt-4o", choices })}\n\n`;
}

it("what waits in a translated stream for a call that never gets whole is bounded, and told", {
  timeout: 30_000,
}, async () => {
  let sent = 0;
  const provider = await upstream(async (response) => {
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    response.writeHead(200, { "content-type": "text/event-stream" });
    const called = { index: 0, id: "call_0", type: "function", function: { name: "look", arguments: "" } };
    response.write(chunk({ role: "assistant", tool_calls: [called] }));
    while (sent < MOST_PIECES && !response.destroyed) {
      sent += 1;
      if (!response.write(chunk({ content: PIECE })))
        await once(response, "drain", { signal: gone.signal }).catch(() => undefined);
    }
  });
  const params = { model: "openai/gpt-4o", api_key: "sk-upstream", api_base: `${provider.url}/v1` };
  const gateway = await running(
    configOf([deployment("m", params)], { settings: { use_chat_completions_url_for_anthropic_messages: true } }),
  );
  const body = { model: "m", max_tokens: 9, stream: true, messages: [{ role: "user", content: "Hi" }] };
  const answer = await ask(gateway, "/v1/messages", { body, signal: AbortSignal.timeout(20_000) });
  expect(answer.status).toBe(500);
  expect(await answer.text()).toContain("wait for a tool call whose arguments are not whole");
  expect(sent).toBeLessThan(MOST_PIECES);
});
