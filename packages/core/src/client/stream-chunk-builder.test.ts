import cl100k from "js-tiktoken/ranks/cl100k_base";
import { describe, expect, test } from "vitest";
import type { Host } from "../host.ts";
import type { JsonObject } from "../json/index.ts";
import type { Need } from "../need.ts";
import type { Outcome } from "../outcome.ts";
import type { ProviderDirectory } from "./directory.ts";
import type { Pricing } from "./price-world.ts";
import { streamChunkBuilder } from "./stream-chunk-builder.ts";

const supply = async (need: Need): Promise<unknown> =>
  need.need === "ranks" ? { supplied: true, value: cl100k } : { supplied: false, message: `no ${need.need}` };
const clock = { id: () => "5eed0001000040008000000000000001", now: () => 1_700_000_000_000 };

function pricing(settings: JsonObject = {}, more: object = {}): Pricing {
  return {
    host: { supply, ...clock, ...more } as unknown as Host,
    world: {
      settings,
      env: {},
      providers: {} as unknown as ProviderDirectory,
      find: () => undefined,
      fronts: {},
      bridges: [],
    },
    source: { find: async () => ({ supplied: false, message: "no prices" }) },
    signal: undefined,
  } as unknown as Pricing;
}

function chunk(delta: JsonObject, more: JsonObject = {}): JsonObject {
  const choices = [{ index: 0, delta, finish_reason: null }];
  return { id: "c", object: "chat.completion.chunk", created: 1, model: "m", choices, ...more };
}

function given(outcome: Outcome): JsonObject {
  return outcome.outcome === "value" ? outcome.value : {};
}

const hello = [chunk({ role: "assistant", content: "Hello, " }), chunk({ content: "world!" })];
const told = { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 };

describe("where the usage comes from", () => {
  test("is told: it was counted where no chunk tells it, and is nobody's price", async () => {
    const outcome = await streamChunkBuilder(
      { chunks: hello, messages: [{ role: "user", content: "Hello" }] },
      pricing(),
    );
    expect(given(outcome)).toMatchObject({
      usage_origin: "estimated",
      cost: null,
      completion: {
        choices: [{ message: { content: "Hello, world!" } }],
        usage: { prompt_tokens: 8, completion_tokens: 4 },
      },
    });
  });

  test("is told: it was reported where a chunk tells it", async () => {
    const outcome = await streamChunkBuilder({ chunks: [...hello, chunk({}, { usage: told })] }, pricing());
    expect(given(outcome)).toMatchObject({ usage_origin: "reported", completion: { usage: told } });
  });

  test("is nowhere on a host that cannot count: there is no usage, and a loss says why", async () => {
    const nothing = { supply: async () => ({ supplied: false, message: "no ranks" }) };
    const outcome = await streamChunkBuilder(
      { chunks: hello, messages: [{ role: "user", content: "Hi" }] },
      pricing({}, nothing),
    );
    expect(given(outcome)).toMatchObject({ usage_origin: null, completion: { choices: [{}] } });
    expect(given(outcome)).not.toHaveProperty("completion.usage");
    expect(outcome.losses).toMatchObject([{ pointer: "/usage", action: "dropped" }]);
  });
});

describe("what an answer has no place for", () => {
  const chunks = [
    chunk({ role: "assistant", refusal: "No.", odd: 1 }, { service_tier: "default", usage: told }),
    chunk({ thinking_blocks: [{ type: "thinking", thinking: "Hm" }] }),
  ];

  test("is told, once each", async () => {
    const outcome = await streamChunkBuilder({ chunks: [...chunks, ...chunks] }, pricing());
    expect(outcome.losses.map(({ pointer }) => pointer).toSorted()).toEqual([
      "/choices/0/delta/odd",
      "/choices/0/delta/thinking_blocks",
      "/service_tier",
    ]);
    expect(given(outcome)).toMatchObject({
      completion: { choices: [{ message: { provider_specific_fields: { refusal: "No.No." } } }] },
    });
  });

  test("is more where LiteLLM's way is asked for", async () => {
    const outcome = await streamChunkBuilder({ chunks }, pricing({ lintel_lossy_folding: true }));
    expect(outcome.losses.map(({ pointer }) => pointer)).toContain("/choices/0/delta/refusal");
  });
});

test("several choices are put together each by itself", async () => {
  const second = (content: string): JsonObject => ({ ...chunk({}), choices: [{ index: 1, delta: { content } }] });
  const chunks = [hello[0] ?? {}, second("Ça "), hello[1] ?? {}, second("va?"), chunk({}, { usage: told })];
  expect(given(await streamChunkBuilder({ chunks }, pricing()))).toMatchObject({
    completion: {
      choices: [
        { index: 0, message: { content: "Hello, world!" } },
        { index: 1, message: { content: "Ça va?" } },
      ],
    },
  });
});

test("what Python would stumble over is told in detail, and no chunks are no answer", async () => {
  const broken = await streamChunkBuilder({ chunks: ["abc"] }, pricing());
  expect(broken).toMatchObject({
    fault: { kind: "APIError", status: 500, detail: "'str' object has no attribute 'get'" },
  });
  expect(given(await streamChunkBuilder({ chunks: [] }, pricing()))).toEqual({
    completion: null,
    usage_origin: null,
    cost: null,
  });
});
