import cl100k from "js-tiktoken/ranks/cl100k_base";
import { describe, expect, test } from "vitest";
import type { CountRequest, Host } from "../host.ts";
import type { Need, Ranks } from "../need.ts";
import { createTokenizer } from "../usage/custom-tokenizer.ts";
import type { ProviderDirectory } from "./directory.ts";
import type { World } from "./front.ts";
import { tokenCounter } from "./token-counter.ts";

/** Every byte is a token, and nothing merges. */
const bytes: Ranks = {
  pat_str: "[^]+",
  special_tokens: {},
  bpe_ranks: `! 0 ${Array.from({ length: 256 }, (_, byte) => btoa(String.fromCharCode(byte))).join(" ")}`,
};

interface Told {
  readonly host: Host;
  readonly needs: Need[];
}

function hostWith(tokenizers: Readonly<Record<string, unknown>>, more: Partial<Host> = {}): Told {
  const needs: Need[] = [];
  const supply = async (need: Need): Promise<unknown> => {
    needs.push(need);
    const value = need.need === "ranks" ? tokenizers[need.tokenizer] : undefined;
    return value === undefined ? { supplied: false, message: `there is no ${need.need}` } : { supplied: true, value };
  };
  const host = { supply, ...more } as unknown as Host;
  return { host, needs };
}

const providers = {
  tokenizerOf: (model: string) =>
    model === "filed"
      ? { encoding: "cl100k_base", isKnown: false, file: "own" }
      : { encoding: "cl100k_base", isKnown: model === "known" },
} as unknown as ProviderDirectory;

function world(more: Partial<World> = {}): World {
  return { settings: {}, env: {}, providers, find: () => undefined, fronts: {}, bridges: [], ...more };
}

async function count(kwargs: object, told: Told, more: Partial<World> = {}): Promise<unknown> {
  const outcome = await tokenCounter({ ...kwargs }, { host: told.host, world: world(more), signal: undefined });
  return outcome.outcome === "value" ? outcome.value : outcome.outcome === "fault" ? outcome.fault : outcome;
}

const here = hostWith({ cl100k_base: cl100k });
const text = "Hello, world!";

describe("how sure a count is", () => {
  test.each([
    ["exact with the encoding known to be the model's", { model: "known", text }, "exact"],
    ["estimated with one that stands in for it", { model: "other", text }, "estimated"],
    ["estimated without a model", { model: null, text }, "estimated"],
  ])("is %s", async (_, kwargs, certainty) => {
    expect(await count(kwargs, here)).toEqual({ tokens: 4, certainty, tokenizer: "cl100k_base" });
  });

  test("is exact with the model's own file, and estimated where the host has none", async () => {
    const kwargs = { model: "filed", text: "abc" };
    expect(await count(kwargs, hostWith({ own: bytes, cl100k_base: cl100k }))).toEqual({
      tokens: 3,
      certainty: "exact",
      tokenizer: "own",
    });
    expect(await count(kwargs, here)).toEqual({ tokens: 1, certainty: "estimated", tokenizer: "cl100k_base" });
  });

  test("is estimated of a text beyond the limit, and of an image nobody looks at", async () => {
    const env = { TOKEN_COUNTER_MAX_EXACT_CHARS: "4" };
    expect(await count({ model: "known", text }, here, { env })).toMatchObject({ certainty: "estimated" });
    const part = { type: "image_url", image_url: { url: "https://img.example/a.png" } };
    const kwargs = { model: "known", messages: [{ role: "user", content: [part] }] };
    expect(await count(kwargs, here)).toMatchObject({ tokens: 92, certainty: "exact" });
    const unseen = { ...kwargs, use_default_image_token_count: true };
    expect(await count(unseen, here)).toMatchObject({ tokens: 257, certainty: "estimated" });
    expect(await count(unseen, here, { env: { DEFAULT_IMAGE_TOKEN_COUNT: "100" } })).toMatchObject({ tokens: 107 });
  });
});

describe("what the host is asked for", () => {
  test("is nothing where counting is off", async () => {
    const told = hostWith({});
    const off = { settings: { disable_token_counter: true } };
    expect(await count({ model: "known", text }, told, off)).toEqual({
      tokens: 0,
      certainty: "estimated",
      tokenizer: "none",
    });
    expect(told.needs).toEqual([]);
  });

  test("is no file where downloads are off", async () => {
    const told = hostWith({ own: bytes, cl100k_base: cl100k });
    const off = { settings: { disable_hf_tokenizer_download: true } };
    expect(await count({ model: "filed", text }, told, off)).toMatchObject({ tokenizer: "cl100k_base" });
    expect(told.needs).toEqual([{ need: "ranks", tokenizer: "cl100k_base" }]);
  });

  test("is the bytes of an image by URL, once, and only in high detail", async () => {
    const told = hostWith({ cl100k_base: cl100k });
    const image = (detail: string): unknown => ({
      type: "image_url",
      image_url: { url: "https://img.example/a.png", detail },
    });
    const messages = [{ role: "user", content: [image("high"), image("high"), image("low")] }];
    expect(await count({ model: "known", messages }, told)).toMatchObject({
      kind: "BadRequestError",
      detail: "there is no bytes",
    });
    expect(told.needs).toEqual([
      { need: "bytes", source: { from: "url", url: "https://img.example/a.png", parameter: "messages" } },
    ]);
  });

  test("is to count, where it can do so itself", async () => {
    const asked: CountRequest[] = [];
    const told = hostWith(
      {},
      {
        async count(request) {
          asked.push(request);
          return request.tokenizer === "own"
            ? { supplied: false, message: "no such file" }
            : { supplied: true, value: request.texts.length };
        },
      },
    );
    expect(await count({ model: "filed", messages: [{ role: "user", content: "Hi" }] }, told)).toEqual({
      tokens: 8,
      certainty: "estimated",
      tokenizer: "cl100k_base",
    });
    expect(asked.map(({ tokenizer, texts }) => [tokenizer, texts])).toEqual([
      ["own", []],
      ["cl100k_base", []],
      ["cl100k_base", ["user", "Hi"]],
    ]);
    expect(told.needs).toEqual([]);
  });
});

describe("what cannot be counted is a fault", () => {
  test("of the host, where it has no ranks at all", async () => {
    expect(await count({ model: "known", text }, hostWith({}))).toMatchObject({
      origin: "host",
      kind: "NotImplementedError",
      message: "litellm.NotImplementedError: there is no ranks",
    });
  });

  test("of the caller, where a tokenizer is there and cannot be read: nothing stands in for it", async () => {
    const told = hostWith({ own: { tokenizer_json: "{}" }, cl100k_base: cl100k });
    expect(await count({ model: "filed", text }, told)).toMatchObject({
      origin: "caller",
      message: "litellm.BadRequestError: the tokenizer own: this is no tokenizer.json",
    });
  });

  test.each([
    [{ text, foo: 1 }, "token_counter() got an unexpected keyword argument 'foo'"],
    [{ text: () => text }, "text: a function has no JSON form"],
    [{ text, messages: [] }, "text and messages cannot both be set"],
    [{ text, custom_tokenizer: "x" }, "custom_tokenizer must have a type"],
    [
      { text, custom_tokenizer: { type: "huggingface_tokenizer", tokenizer: "x" } },
      "custom_tokenizer must hold a tokenizer",
    ],
  ])("of the caller for %j", async (kwargs, message) => {
    expect(await count(kwargs, here)).toMatchObject({ origin: "caller", status: 400, message });
  });
});

test("a tokenizer of the caller's own counts whatever the model", async () => {
  const model = { vocab: { a: 0, b: 1, ab: 2 }, merges: ["a b"] };
  const made = createTokenizer(JSON.stringify({ model }));
  const custom_tokenizer = made.ok ? made.value : made.text;
  expect(await count({ model: "known", text: "abab", custom_tokenizer }, hostWith({}))).toEqual({
    tokens: 2,
    certainty: "exact",
    tokenizer: "custom_tokenizer",
  });
});

test("the environment tells how long the pieces of a text are", async () => {
  const told = hostWith({ cl100k_base: cl100k });
  const counted = async (size: string): Promise<unknown> =>
    count({ model: "known", text: "hello" }, told, { env: { TIKTOKEN_ENCODE_CHUNK_SIZE_CHARS: size } });
  expect(await counted("1")).toMatchObject({ tokens: 5 });
  for (const size of ["0", "5000", "x", ""]) expect(await counted(size)).toMatchObject({ tokens: 1 });
});
