import { type Client, client } from "@lintel/core";
import type { Host } from "@lintel/core/host";
import { plainReceipt } from "@lintel/core/pricing";
import { adapters, bridges, directory } from "@lintel/providers";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { nodeHost } from "./node-host.ts";

const own = nodeHost({ env: {}, proxies: false });
afterAll(() => own.close());

/** A client whose provider answers each call with the reply that `say` was given last. */
function answering(): { readonly one: Client; say(reply: object): void } {
  let bytes = new Uint8Array();
  const head = { status: 200, headers: [["content-type", "application/json"]] } as const;
  const host: Host = {
    ...own,
    send: async () => ({
      sent: true,
      head,
      body: { whole: bytes, read: async () => ({ read: "end" }), cancel: () => undefined },
    }),
  };
  return {
    one: client(host, { adapters, bridges, providers: directory, retries: "none" }),
    say(reply) {
      bytes = new TextEncoder().encode(JSON.stringify(reply));
    },
  };
}

const MODELS = ["gpt-4o-mini", "gpt-4o", "gpt-4.1", "o3-mini", "gpt-5", "gpt-4o-audio-preview", "ft:gpt-4o:mine"];
const tokens = fc.oneof(fc.nat(20), fc.nat(400_000));
const details = fc.record({
  prompt_tokens_details: fc.record({ cached_tokens: fc.constantFrom(0, 0, 0, 7), audio_tokens: fc.constant(0) }),
  completion_tokens_details: fc.record({ reasoning_tokens: fc.constantFrom(0, 0, 0, 5) }),
});
const usages = fc.tuple(tokens, tokens, fc.option(details, { nil: {} })).map(([prompt, completion, more]) => ({
  prompt_tokens: prompt,
  completion_tokens: completion,
  total_tokens: prompt + completion,
  ...more,
}));
const tiers = fc.constantFrom(undefined, "auto", "default", "flex", "priority");
const calls = fc.record({
  model: fc.constantFrom(...MODELS),
  usage: usages,
  asked: tiers,
  answered: tiers,
  base: fc.constantFrom("https://eu.api.openai.com/v1", "https://own.example/v1"),
  cited: fc.constantFrom(false, false, false, true),
});

it("prices an answer by two rates alone exactly where the whole reckoning comes to the same", async () => {
  const { one, say } = answering();
  const price = async (kwargs: Readonly<Record<string, unknown>>): Promise<unknown> => {
    const outcome = await one.completion(kwargs);
    if (outcome.outcome !== "value") return outcome;
    const billed = await outcome.receipt?.();
    return billed?.billed === true ? plainReceipt(billed.receipt) : billed;
  };
  await fc.assert(
    fc.asyncProperty(calls, async ({ model, usage, asked, answered, base, cited }) => {
      const citation = { type: "url_citation", url_citation: { start_index: 0, end_index: 1, title: "t", url: "u" } };
      const message = { role: "assistant", content: "Hi", ...(cited && { annotations: [citation] }) };
      const choices = [{ index: 0, message, finish_reason: "stop" }];
      say({ id: "c", object: "chat.completion", created: 1, model, choices, usage, service_tier: answered });
      const kwargs = {
        model: `openai/${model}`,
        messages: [{ role: "user", content: "Hi" }],
        api_key: "sk-x",
        api_base: base,
        ...(asked !== undefined && { service_tier: asked }),
      };
      // Metadata of its own sends a call through the whole reckoning.
      expect(await price(kwargs)).toEqual(await price({ ...kwargs, metadata: {} }));
    }),
    { numRuns: 400 },
  );
});
