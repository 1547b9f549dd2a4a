import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Worker } from "node:worker_threads";
import { ranks } from "@lintel/core";
import type { CountRequest } from "@lintel/core/host";
import { afterAll, describe, expect, test } from "vitest";
import { createLintel } from "../lintel.ts";
import { nodeHost } from "../node-host.ts";
import { workerCounter } from "./worker-counter.ts";

const LIMITS = { chunk: 1024, exact: 4_000_000 };
const folder = mkdtempSync(join(tmpdir(), "lintel-tokenizers-"));
const small = join(folder, "small.json");
const broken = join(folder, "broken.json");
writeFileSync(small, JSON.stringify({ model: { vocab: { a: 0, b: 1, ab: 2 }, merges: ["a b"] } }));
writeFileSync(broken, "{}");
afterAll(() => rmSync(folder, { recursive: true }));

const files = { llama2: small, llama3: pathToFileURL(small), cohere: broken, anthropic: join(folder, "none.json") };

async function supplied(name: string, named: Readonly<Record<string, string | URL>> = {}): Promise<string> {
  const host = nodeHost({ tokenizers: { files: named } });
  const answer = await host.supply(ranks(name));
  if (!answer.supplied) return `${answer.kind}: ${answer.message}`;
  return Object.keys(answer.value).join(" ");
}

describe("what tokens are counted with", () => {
  test.each([
    ["cl100k_base", "pat_str special_tokens bpe_ranks"],
    ["o200k_base", "pat_str special_tokens bpe_ranks"],
    ["anthropic", "explicit_n_vocab pat_str special_tokens bpe_ranks normalization takes_special"],
    ["llama2", "undefined: this host has no tokenizer llama2"],
    ["constructor", "undefined: this host has no tokenizer constructor"],
  ])("for %s, without a file, is %s", async (name, found) => {
    expect(await supplied(name)).toBe(found);
  });

  test("is a file where one is named, by path or URL", async () => {
    expect([await supplied("llama2", files), await supplied("llama3", files)]).toEqual([
      "tokenizer_json",
      "tokenizer_json",
    ]);
  });

  test("is nothing else where the named file cannot be read", async () => {
    expect(await supplied("anthropic", files)).toMatch(/^BadRequestError: the tokenizer anthropic: Error: ENOENT/);
  });
});

const THREADS = ["thread", "worker"] as const;

describe.each(THREADS)("counting in a %s", (countIn) => {
  const lintel = createLintel({ env: {}, http: { tokenizers: { files, countIn } } });
  afterAll(() => lintel.close());

  test.each([
    ["gpt-4o", { tokens: 4, certainty: "exact", tokenizer: "o200k_base" }],
    ["gpt-4", { tokens: 4, certainty: "exact", tokenizer: "cl100k_base" }],
    ["gemini/gemini-2.5-flash", { tokens: 4, certainty: "estimated", tokenizer: "cl100k_base" }],
  ])("a text for %s tells tokens, certainty and tokenizer", async (model, counted) => {
    expect(await lintel.tokenCounter({ model, text: "Hello, world!" })).toEqual(counted);
  });

  test("takes the file named for a kind of model", async () => {
    expect(await lintel.tokenCounter({ model: "meta-llama/Llama-2-7b", text: "abab" })).toEqual({
      tokens: 2,
      certainty: "exact",
      tokenizer: "llama2",
    });
  });

  test("fails where that file cannot be read", async () => {
    await expect(lintel.tokenCounter({ model: "claude-sonnet-4-5", text: "abab" })).rejects.toMatchObject({
      name: "BadRequestError",
      message: expect.stringMatching(/^litellm.BadRequestError: the tokenizer anthropic: Error: ENOENT/),
    });
  });

  test("refuses what LiteLLM refuses, in its words", async () => {
    await expect(lintel.tokenCounter({ model: "gpt-4o" })).rejects.toMatchObject({
      status: 400,
      message: "Either text or messages must be provided",
    });
  });

  test("cuts messages to a limit", async () => {
    const messages = [
      { role: "user", content: "load ".repeat(100) },
      { role: "user", content: "Go on" },
    ];
    const cut = await lintel.trimMessages({ model: "gpt-4o", messages, max_tokens: 30, return_response_tokens: true });
    expect(cut.messages.length).toBe(2);
    expect(cut.response_tokens).toBeGreaterThanOrEqual(0);
  });
});

describe("a counting thread", () => {
  test("leaves the event loop free", async () => {
    const host = nodeHost({ tokenizers: { countIn: "worker" } });
    const ask = (texts: readonly string[]): CountRequest => ({ tokenizer: "cl100k_base", texts, limits: LIMITS });
    await host.count?.(ask([]));
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 1);
    expect(await host.count?.(ask(["a".repeat(1_000_000)]))).toEqual({ supplied: true, value: 125_000 });
    clearInterval(timer);
    await host.close();
    expect(ticks).toBeGreaterThan(20);
  }, 30_000);

  test("answers at once when the caller goes away, and counts on for others", async () => {
    const host = nodeHost({ tokenizers: { countIn: "worker" } });
    const caller = new AbortController();
    const ask: CountRequest = { tokenizer: "cl100k_base", texts: ["Hello, world!"], limits: LIMITS };
    const aborted = host.count?.(ask, caller.signal);
    const other = host.count?.(ask);
    caller.abort();
    expect(await aborted).toEqual({ supplied: false, message: "the caller aborted the call" });
    expect(await other).toEqual({ supplied: true, value: 4 });
    expect(await host.count?.(ask, caller.signal)).toEqual({ supplied: false, message: "the caller aborted the call" });
    await host.close();
  });

  test("ends when nobody has counted for a while, and starts again with the next count", async () => {
    const threads: Worker[] = [];
    const onWorker = (worker: Worker): void => void threads.push(worker);
    process.on("worker", onWorker);
    const counter = workerCounter({}, 50);
    const ask: CountRequest = { tokenizer: "cl100k_base", texts: ["Hello, world!"], limits: LIMITS };
    expect(await counter.count({ ...ask, texts: ["a".repeat(400_000)] })).toEqual({ supplied: true, value: 50_000 });
    expect(await counter.count(ask)).toEqual({ supplied: true, value: 4 });
    expect(threads.length).toBe(1);
    await expect.poll(() => threads[0]?.threadId, { timeout: 10_000 }).toBe(-1);
    expect(await counter.count(ask)).toEqual({ supplied: true, value: 4 });
    expect(threads.length).toBe(2);
    process.off("worker", onWorker);
    await counter.close();
  }, 30_000);

  test("that was closed is told by the counts it owes, and started again by the next", async () => {
    const host = nodeHost({ tokenizers: { countIn: "worker" } });
    const ask: CountRequest = { tokenizer: "cl100k_base", texts: ["Hello, world!"], limits: LIMITS };
    expect(await host.count?.(ask)).toEqual({ supplied: true, value: 4 });
    const owed = host.count?.({ ...ask, texts: ["a".repeat(1_000_000)] });
    await host.close();
    expect(await owed).toEqual({ supplied: false, message: "the counting thread ended" });
    expect(await host.count?.(ask)).toEqual({ supplied: true, value: 4 });
    await host.close();
  }, 30_000);
});
