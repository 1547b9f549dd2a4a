import { describe, expect, it } from "vitest";
import type { JsonObject } from "../json/index.ts";
import type { Sink } from "../transducer.ts";
import { type ChunkNormaliser, type ChunkOptions, chunkNormaliser } from "./chunk-normaliser.ts";

const OPTIONS: ChunkOptions = {
  model: "gpt-4o",
  ownModel: "vendor/gpt-4o",
  created: 1_700_000_000,
  seed: "0123456789abcdef0123456789abcdef",
  includeUsage: false,
  repeatLimit: 100,
  mergeReasoning: false,
  leading: ["service_tier"],
  swallow: false,
  everyChoice: false,
};

function stage(options: Partial<ChunkOptions> = {}): { readonly chunks: JsonObject[]; readonly push: ChunkNormaliser } {
  const chunks: JsonObject[] = [];
  const sink: Sink = {
    chunk: (chunk) => void chunks.push(chunk),
    usage: () => undefined,
    loss: () => undefined,
    fault: () => undefined,
    end: () => undefined,
  };
  return { chunks, push: chunkNormaliser({ ...OPTIONS, ...options }, sink) };
}

function chunk(delta: JsonObject, more: JsonObject = {}): JsonObject {
  const { finish_reason = null, ...rest } = more;
  return { id: "c", choices: [{ index: 0, delta, finish_reason }], ...rest };
}

describe("a chunk normaliser", () => {
  it("prints plain text by hand, and anything richer in the order of the model", () => {
    const { chunks, push } = stage();
    push.push(chunk({ content: "a" }, { service_tier: "x" }));
    push.push(chunk({ content: "b" }, { zed: 1, service_tier: "x", system_fingerprint: "fp" }));
    expect(chunks.map((it) => Object.keys(it))).toEqual([
      ["id", "object", "created", "model", "choices"],
      ["id", "created", "model", "object", "system_fingerprint", "choices", "service_tier", "zed"],
    ]);
    expect(chunks[0]?.choices).toEqual([{ index: 0, delta: { role: "assistant", content: "a" } }]);
    expect(chunks[1]?.choices).toEqual([{ index: 0, delta: { content: "b" } }]);
  });

  it("holds a finish reason back until nothing more is said, and tells it once", () => {
    const { chunks, push } = stage();
    push.push(chunk({ content: "a" }, { finish_reason: "end_turn" }));
    push.push(chunk({}));
    push.push(chunk({}, { finish_reason: "end_turn" }));
    push.end();
    expect(chunks.slice(1)).toMatchObject([{ model: "gpt-4o", choices: [{ delta: {}, finish_reason: "stop" }] }]);
  });

  it("makes the last chunk itself, under its own model, where the provider has sent none", () => {
    const { chunks, push } = stage();
    push.push(chunk({ content: "a" }, { finish_reason: "length" }));
    push.end();
    expect(chunks[1]).toMatchObject({ id: "c", model: "vendor/gpt-4o", choices: [{ finish_reason: "length" }] });
  });

  it("gives chunks without an id one of their own", () => {
    const { chunks, push } = stage();
    push.push({ choices: [{ index: 0, delta: { content: "a" } }] });
    push.push({ id: null, choices: [{ index: 0, delta: { content: "b" } }] });
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(2);
    for (const { id } of chunks) expect(id).toMatch(/^chatcmpl-[0-9a-f-]{36}$/);
  });

  it("takes usage off the chunks that carry it, and those away that say nothing else", () => {
    const { chunks, push } = stage({ includeUsage: true });
    const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
    push.push(chunk({ content: "a" }, { usage }));
    push.push({ id: "c", choices: [], usage });
    push.push(chunk({}, { finish_reason: "stop", usage }));
    push.end();
    expect(chunks).toMatchObject([
      { model: "vendor/gpt-4o", choices: [{ delta: { content: "a" } }] },
      { choices: [{ finish_reason: "stop" }] },
      { choices: [{ delta: {} }], usage: { completion_tokens: 2, prompt_tokens: 1, total_tokens: 3 } },
    ]);
    expect(chunks.slice(0, 2).some((it) => "usage" in it)).toBe(false);
  });

  it("refuses the chunk after too many of the same content, short ones apart", () => {
    const { push } = stage({ repeatLimit: 3 });
    const pushed = Array.from({ length: 6 }, () => push.push(chunk({ content: "loop" })));
    expect(pushed.map((it) => it?.refused)).toEqual([undefined, undefined, undefined, "loop", "loop", "loop"]);
    const short = stage({ repeatLimit: 3 }).push;
    for (let times = 0; times < 9; times++) expect(short.push(chunk({ content: "ab" }))).toBeUndefined();
  });

  it("fills in what tool deltas lack", () => {
    const { chunks, push } = stage();
    push.push(
      chunk({
        tool_calls: [
          { id: "a", type: null, function: { name: "f", arguments: { x: 1 } } },
          { id: "b", function: null },
        ],
      }),
    );
    expect(chunks[0]?.choices).toEqual([
      {
        index: 0,
        delta: {
          role: "assistant",
          tool_calls: [
            { id: "a", function: { arguments: '{"x": 1}', name: "f" }, type: "function", index: 0 },
            { id: "b", function: { arguments: "" }, type: "function", index: 1 },
          ],
        },
      },
    ]);
  });

  it("sends reasoning as content between think tags where that is asked for", () => {
    const { chunks, push } = stage({ mergeReasoning: true });
    for (const delta of [{ reasoning_content: "a" }, { reasoning_content: "b" }, { content: "c" }, { content: "d" }])
      push.push(chunk(delta));
    const said = chunks.map((it) => JSON.stringify(it.choices)).join();
    expect([...said.matchAll(/"content":"([^"]*)"/g)].map(([, text]) => text)).toEqual([
      "<think>a",
      "b",
      "</think>c",
      "d",
    ]);
    expect(said).not.toContain("reasoning_content");
  });

  it("leaves the provider's chunk as it was", () => {
    const frozen = Object.freeze({
      id: "c",
      choices: Object.freeze([
        Object.freeze({
          index: 0,
          delta: Object.freeze({ content: "a", tool_calls: Object.freeze([Object.freeze({})]) }),
        }),
      ]),
    });
    expect(stage().push.push(frozen)).toBeUndefined();
  });
});
