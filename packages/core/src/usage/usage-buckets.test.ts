import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type JsonObject, parse } from "../json/index.ts";
import {
  type Buckets,
  type Count,
  filled,
  type InputBucket,
  isConserved,
  type Origin,
  type OutputBucket,
  sumOf,
} from "./usage.ts";
import {
  fromChatUsage,
  fromMessagesUsage,
  fromOcrUsage,
  fromResponsesUsage,
  fromUsage,
  toChatUsage,
  toMessagesUsage,
  toOcrUsage,
  toResponsesUsage,
} from "./usage-buckets.ts";

const tokens = fc.nat({ max: 1_000_000 });

function counts(side: Readonly<Record<string, number>>): Readonly<Partial<Record<string, Count>>> {
  return filled(Object.entries(side).map(([name, value]) => [name, { value, origin: "reported" }]));
}

function bucketsWith(
  input: readonly InputBucket[],
  output: readonly OutputBucket[],
): fc.Arbitrary<Pick<Buckets, "input" | "output">> {
  const side = (names: readonly string[]): fc.Arbitrary<Record<string, number>> =>
    fc.record(Object.fromEntries(names.map((name) => [name, tokens])));
  return fc
    .record({ input: side(input), output: side(output) })
    .map((sides) => ({ input: counts(sides.input), output: counts(sides.output) }));
}

function whole(sides: Pick<Buckets, "input" | "output">, units: Buckets["units"] = {}): Buckets {
  const total = (side: Readonly<Partial<Record<string, Count>>>): Count => ({ value: sumOf(side), origin: "reported" });
  return { ...sides, units, totals: { input: total(sides.input), output: total(sides.output) } };
}

/** The numbers alone: a bucket that follows from others says so, and is no less. */
function sizes({ input, output, units, totals }: Buckets): JsonObject {
  const plain = (side: Readonly<Partial<Record<string, Count>>>): JsonObject =>
    Object.fromEntries(Object.entries(side).flatMap(([name, count]) => (count ? [[name, count.value]] : [])));
  return { input: plain(input), output: plain(output), units: plain(units), totals: plain(totals) };
}

const OUT = ["text", "reasoning"] as const;

const DIALECTS = [
  {
    dialect: "chat completions",
    from: fromChatUsage,
    to: toChatUsage,
    of: bucketsWith(
      ["text", "cache_read", "cache_read_audio", "cache_write_5m", "cache_write_1h", "audio", "image", "video"],
      [...OUT, "audio", "image", "video"],
    ),
  },
  {
    dialect: "Anthropic's messages",
    from: fromMessagesUsage,
    to: toMessagesUsage,
    of: bucketsWith(["text", "cache_read", "cache_write_5m", "cache_write_1h"], OUT),
  },
  {
    dialect: "OpenAI's responses",
    from: fromResponsesUsage,
    to: toResponsesUsage,
    of: bucketsWith(["text", "cache_read"], OUT),
  },
] as const;

describe.each(DIALECTS)("the dialect of $dialect", ({ from, to, of }) => {
  test("says all that its buckets hold: they come back as they were", () => {
    fc.assert(fc.property(of, (sides) => void expect(sizes(from(to(whole(sides))))).toEqual(sizes(whole(sides)))));
  });

  test("comes back as it was through buckets", () => {
    fc.assert(
      fc.property(of, (sides) => {
        const usage = to(whole(sides));
        expect(to(from(usage))).toEqual(usage);
      }),
    );
  });

  test("is told by its shape", () => {
    fc.assert(fc.property(of, (sides) => void expect(fromUsage(to(whole(sides)))).toEqual(from(to(whole(sides))))));
  });
});

const NAMES = [
  "prompt_tokens",
  "completion_tokens",
  "input_tokens",
  "output_tokens",
  "total_tokens",
  "reasoning_tokens",
  "cached_tokens",
  "cache_write_tokens",
  "cache_creation_tokens",
  "cache_read_input_tokens",
  "cache_creation_input_tokens",
  "audio_tokens",
  "text_tokens",
  "image_tokens",
  "video_tokens",
  "prompt_cache_hit_tokens",
  "thinking_tokens",
  "web_search_requests",
  "ephemeral_5m_input_tokens",
  "ephemeral_1h_input_tokens",
  "pages_processed",
] as const;
const NESTED = [
  "prompt_tokens_details",
  "completion_tokens_details",
  "input_tokens_details",
  "output_tokens_details",
  "cache_creation",
  "cache_creation_token_details",
  "cached_tokens_details",
  "server_tool_use",
] as const;
const number = fc.oneof(tokens, fc.integer({ min: -50, max: 50 }), fc.constantFrom("5", "many", true, null));
const flat = fc.dictionary(fc.constantFrom(...NAMES), number);
const anyUsage = fc
  .record({ flat, nested: fc.dictionary(fc.constantFrom(...NESTED), fc.oneof(flat, number)) })
  .map((parts) => {
    const read = parse(JSON.stringify({ ...parts.flat, ...parts.nested }));
    return read.ok ? (read.value as JsonObject) : {};
  });

test("of any usage, however its numbers overlap, the buckets sum to the totals, none is negative, and all are marked", () => {
  const origins: readonly Origin[] = ["reported", "derived", "estimated"];
  fc.assert(
    fc.property(anyUsage, fc.constantFrom(...origins), (usage, origin) => {
      const buckets = fromUsage(usage, origin);
      const all = [buckets.input, buckets.output, buckets.units, buckets.totals].flatMap((side) => Object.values(side));
      expect(isConserved(buckets)).toBe(true);
      expect(all.every((count) => count.value >= 0 && origins.includes(count.origin))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test("what follows from others is derived, what was told is told as it was", () => {
  const told = { prompt_tokens: 10, completion_tokens: 5, prompt_tokens_details: { cached_tokens: 4 } };
  expect(fromChatUsage(told)).toMatchObject({
    input: { cache_read: { value: 4, origin: "reported" }, text: { value: 6, origin: "derived" } },
    output: { text: { value: 5, origin: "reported" } },
    totals: { input: { value: 10, origin: "reported" } },
  });
  expect(fromChatUsage(told, "estimated").input.cache_read).toEqual({ value: 4, origin: "estimated" });
  expect(fromMessagesUsage({ input_tokens: 6, cache_read_input_tokens: 4, output_tokens: 5 }).totals.input).toEqual({
    value: 10,
    origin: "derived",
  });
});

test("pages, credits and the tokens of a reading stand beside each other", () => {
  const usage = { pages_processed: 2, credits: 3, prompt_tokens: 7, completion_tokens: 1 };
  expect(sizes(fromUsage(usage))).toEqual({
    input: { text: 7 },
    output: { text: 1 },
    units: { pages: 2, credits: 3 },
    totals: { input: 7, output: 1 },
  });
  expect(toOcrUsage(fromOcrUsage(usage))).toEqual({ pages_processed: 2, credits: 3 });
});

test("a usage of messages is known by its thinking and by its rounds, also without a cache", () => {
  const usage = { input_tokens: 12, output_tokens: 40 };
  const thought = fromUsage({ ...usage, output_tokens_details: { thinking_tokens: 30 } });
  expect(sizes(thought)).toMatchObject({ input: { text: 12 }, output: { reasoning: 30, text: 10 } });
  const rounds = fromUsage({ ...usage, iterations: [usage, { ...usage, cache_read_input_tokens: 5 }] });
  expect(sizes(rounds)).toMatchObject({ input: { text: 24, cache_read: 5 }, output: { text: 80 } });
});
