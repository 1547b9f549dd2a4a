import { type Client, client, type Kwargs, type Outcome } from "@lintel/core";
import { Secret } from "@lintel/core/host";
import type { Json, JsonObject } from "@lintel/core/json";
import { factsFromMap } from "@lintel/core/pricing";
import fc from "fast-check";
import { expect, it } from "vitest";
import { adapters, directory } from "../index.ts";
import { scriptedHost } from "../test/scripted-host.ts";

const ROWS: JsonObject = {
  "gpt-flat": { litellm_provider: "openai", mode: "chat", input_cost_per_token: 3e-7, output_cost_per_token: 7e-7 },
  "gpt-tiers": {
    litellm_provider: "openai",
    mode: "chat",
    input_cost_per_token: 1.1e-6,
    output_cost_per_token: 4.4e-6,
    input_cost_per_token_priority: 2.2e-6,
    output_cost_per_token_flex: 1.3e-6,
    cache_read_input_token_cost: 1e-7,
  },
  "claude-steps": {
    litellm_provider: "anthropic",
    mode: "chat",
    input_cost_per_token: 3e-6,
    output_cost_per_token: 1.5e-5,
    input_cost_per_token_above_200k_tokens: 6e-6,
    output_cost_per_token_above_200k_tokens: 2.25e-5,
    cache_creation_input_token_cost: 3.75e-6,
    cache_creation_input_token_cost_above_1hr: 6e-6,
    search_context_cost_per_query: { search_context_size_medium: 0.01 },
    provider_specific_entry: { us: 1.1, fast: 6 },
  },
  "claude-tiered": {
    litellm_provider: "anthropic",
    mode: "chat",
    input_cost_per_token: 1e-6,
    output_cost_per_token: 5e-6,
    tiered_pricing: [{ range: [0, 1000], input_cost_per_token: 2e-6, output_cost_per_token: 6e-6 }],
  },
};

const count = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 1, max: 3000 }) },
  { weight: 2, arbitrary: fc.constantFrom(0, 199_999, 200_000, 200_001, 300_000) },
);
const rarely = <T extends Json>(...values: readonly T[]): fc.Arbitrary<Json | undefined> =>
  fc.oneof(
    { weight: 40, arbitrary: fc.constantFrom(undefined, null, 0) },
    { weight: 1, arbitrary: fc.constantFrom<Json>(...values) },
  );
const details = (all: number): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.constantFrom<unknown>(undefined, null, {}),
    fc.record({
      cached_tokens: rarely(5),
      text_tokens: rarely(all, 3),
      audio_tokens: rarely(2),
      reasoning_tokens: rarely(4),
    }),
  );

function usageIn(
  words: readonly [input: string, output: string, inputDetails: string, outputDetails: string],
): fc.Arbitrary<JsonObject> {
  return fc.tuple(count, count).chain(([input, output]) =>
    fc
      .record({
        [words[0]]: fc.constant<Json>(input),
        [words[1]]: fc.constant<Json>(output),
        total_tokens: rarely(input + output),
        [words[2]]: details(input),
        [words[3]]: details(output),
        cache_read_input_tokens: rarely(7),
        cache_creation_input_tokens: rarely(9),
        cache_creation: rarely<Json>(
          { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
          { ephemeral_1h_input_tokens: 3 },
        ),
        server_tool_use: rarely<Json>({ web_search_requests: 2 }, { web_search_requests: 0 }),
        service_tier: rarely("standard", "priority", "flex", "auto"),
        inference_geo: rarely("not_available", "us"),
        speed: rarely("fast", "standard"),
        cost: rarely(0.5),
        iterations: rarely<Json>([], [{ input_tokens: 4, output_tokens: 5 }]),
      })
      .map((usage) => JSON.parse(JSON.stringify(usage))),
  );
}

const chatUsage = usageIn(["prompt_tokens", "completion_tokens", "prompt_tokens_details", "completion_tokens_details"]);
const otherUsage = usageIn(["input_tokens", "output_tokens", "input_tokens_details", "output_tokens_details"]);
const tier = fc.constantFrom(undefined, undefined, undefined, "default", "priority");

interface Asking {
  readonly ask: (own: Client, kwargs: Kwargs) => Promise<Outcome>;
  readonly given: Kwargs;
  readonly reply: fc.Arbitrary<unknown>;
}

const messages = [{ role: "user", content: "Hi" }];
const GPT = ["openai/gpt-flat", "openai/gpt-tiers"] as const;
const CLAUDE = ["anthropic/claude-steps", "anthropic/claude-tiered"] as const;

function named(models: readonly string[]): fc.Arbitrary<string> {
  return fc.constantFrom(...models.map((it) => it.slice(it.indexOf("/") + 1)));
}

const CITED: Json = [
  { type: "url_citation", url_citation: { start_index: 0, end_index: 1, title: "t", url: "https://example.com" } },
];

const chatReply = fc
  .record({
    usage: chatUsage,
    model: named(GPT),
    service_tier: tier,
    annotations: fc.constantFrom<Json>([], [], [], CITED),
  })
  .map(({ annotations, ...rest }) => ({
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1,
    choices: [{ index: 0, message: { role: "assistant", content: "Hi", annotations }, finish_reason: "stop" }],
    ...rest,
  }));
const responsesReply = fc
  .record({
    usage: otherUsage,
    model: named(GPT),
    service_tier: tier,
    type: fc.constantFrom("message", "message", "web_search_call"),
  })
  .map(({ type, ...rest }) => ({
    id: "resp_1",
    object: "response",
    created_at: 1,
    status: "completed",
    output: [{ type, id: "x", role: "assistant", status: "completed", content: [] }],
    ...rest,
  }));
const messagesReply = fc.record({ usage: otherUsage, model: named(CLAUDE) }).map((rest) => ({
  id: "msg_1",
  type: "message",
  role: "assistant",
  content: [{ type: "text", text: "Hi" }],
  stop_reason: "end_turn",
  ...rest,
}));

const ROUTES: readonly Asking[] = [
  { ask: (own, kwargs) => own.completion(kwargs), given: { model: GPT[0], messages }, reply: chatReply },
  { ask: (own, kwargs) => own.completion(kwargs), given: { model: CLAUDE[0], messages }, reply: messagesReply },
  {
    ask: (own, kwargs) => own.messages(kwargs),
    given: { model: CLAUDE[0], messages, max_tokens: 5 },
    reply: messagesReply,
  },
  { ask: (own, kwargs) => own.responses(kwargs), given: { model: GPT[0], input: "Hi" }, reply: responsesReply },
];
const more = fc.constantFrom<Kwargs>(
  {},
  {},
  { litellm_metadata: { model_info: { id: "one" } } },
  { litellm_metadata: { model_info: { id: "one", input_cost_per_token: 0.5, output_cost_per_token: 0.25 } } },
  { user: "one" },
  { api_base: "https://eu.api.openai.com/v1" },
);

let plain = 0;

async function billed({ ask, given }: Asking, own: Client, extra: Kwargs): Promise<unknown> {
  const outcome = await ask(own, { ...given, ...extra, api_key: new Secret("api_key", "sk-0123456789abcdef") });
  const bill = outcome.outcome === "value" ? await outcome.receipt?.() : undefined;
  if (bill?.billed !== true) return bill;
  // Only the receipt of the short way makes its members when they are asked for.
  if (!Object.hasOwn(bill.receipt, "total")) plain++;
  const { litellm, sides, total, model, provider, lines, factors, adjustments, rows, usage, losses } = bill.receipt;
  return { litellm, sides, total, model, provider, lines, factors, adjustments, rows, usage, losses };
}

it.each(ROUTES.map((route) => [route] as const))(
  "an answer whose price is its tokens' alone costs what any other reckoning makes of it: %o",
  async (route) => {
    plain = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(route.reply, more), { minLength: 2, maxLength: 8 }), async (asked) => {
        let text = "";
        const { host } = scriptedHost(() => ({ status: 200, text }));
        const options = {
          adapters,
          providers: directory,
          facts: factsFromMap(ROWS, { name: "test" }),
          retries: "none",
        } as const;
        const one = client(host, options);
        for (const [reply, extra] of asked) {
          text = JSON.stringify(reply);
          expect(await billed(route, one, extra)).toEqual(await billed(route, client(host, options), extra));
        }
      }),
      { numRuns: 200 },
    );
    expect(plain).toBeGreaterThan(5);
  },
  60_000,
);
