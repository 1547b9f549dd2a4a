import { beforeAll, describe, expect, test } from "vitest";
import { readDeviations } from "./expectations.ts";
import { fixtures } from "./fixtures.ts";
import { judgeLine } from "./judge-line.ts";
import { subject } from "./subject.ts";

const expected = [
  {
    name: "priced",
    stages: ["stream"],
    path: "^/chunks/\\d+/usage/cost$",
  },
] as const;

const truncated = {
  name: "truncated-streams",
  stages: ["stream", "failure"],
  when: [{ at: "/kwargs/stream", matches: "^true$" }],
  restoredBy: { lintel_accept_truncated_streams: true },
} as const;

describe("a stream that was cut", () => {
  let cut: string;
  beforeAll(async () => {
    for await (const { text } of fixtures({ route: "chat", provider: "openai" })) {
      if (text.includes('"id": "chat/openai/stream/gpt-4o/cut-between"')) cut = text;
    }
  });

  test("differs while nothing names the difference", async () => {
    expect(await judgeLine(cut, { subject, deviations: [], expected })).toMatchObject({
      verdict: "differs",
      stage: "stream",
      deviations: [],
    });
  });

  test("is a deviation if the switch of a named one restores LiteLLM's behaviour", async () => {
    expect(await judgeLine(cut, { subject, deviations: [truncated], expected })).toMatchObject({
      verdict: "deviation",
      stage: "stream",
      path: "/chunks/length",
      stages: { request: "L2", stream: "deviation", failure: "deviation" },
      deviations: ["truncated-streams"],
    });
  });

  test("is none if the switch changes something else, or speaks of other calls", async () => {
    const other = { ...truncated, restoredBy: { lintel_swallow_deltas: true } };
    const elsewhere = { ...truncated, when: [{ at: "/kwargs/tools" }] };
    for (const deviation of [other, elsewhere]) {
      expect(await judgeLine(cut, { subject, deviations: [deviation], expected })).toMatchObject({
        verdict: "differs",
      });
    }
  });
});

describe("a failure that is told otherwise on purpose", () => {
  const deviations = readDeviations().filter(({ name }) => name === "failures-of-streamed-texts");
  let refused: string;
  beforeAll(async () => {
    for await (const { text } of fixtures({ route: "chat", provider: "text-completion-openai" })) {
      if (text.includes('"id": "chat/text-completion-openai/wrong/429/stream"')) refused = text;
    }
  });

  test("is a deviation where ours fails as it does without a stream, in the same words", async () => {
    expect(await judgeLine(refused, { subject, deviations, expected })).toMatchObject({
      verdict: "deviation",
      deviations: ["failures-of-streamed-texts"],
    });
  });

  test("is none where it fails in other words, or with another status", async () => {
    const others = [
      refused.replaceAll("Error code: 429", "Error code: 430"),
      refused.replace(/"status_code": 429/, '"status_code": 400'),
    ];
    for (const other of others) {
      expect(other).not.toBe(refused);
      expect(await judgeLine(other, { subject, deviations, expected })).toMatchObject({ verdict: "differs" });
    }
  });

  test("is none where ours fails otherwise without a stream", async () => {
    const otherwise = deviations.map((it) => ({
      ...it,
      failsAs: { stream: null, model: "text-completion-openai/other" },
    }));
    expect(await judgeLine(refused, { subject, deviations: otherwise, expected })).toMatchObject({
      verdict: "differs",
    });
  });
});

describe("a reply that LiteLLM misreads", () => {
  const named = readDeviations().filter(({ name }) => ["unicode-line-ends", "truncated-streams"].includes(name));
  let split: string;
  beforeAll(async () => {
    for await (const { text } of fixtures({ route: "chat", provider: "anthropic" })) {
      if (text.includes('"id": "chat/anthropic/answer-stream/line-2028"')) split = text;
    }
  });

  test("is a deviation where ours, misreading it alike, does what LiteLLM did", async () => {
    expect(await judgeLine(split, { subject, deviations: named, expected })).toMatchObject({ verdict: "deviation" });
  });

  test("is none where it then does something else", async () => {
    const other = named.map((it) => (it.misread === undefined ? it : { ...it, misread: { matches: 'c"', as: 'd"' } }));
    expect(await judgeLine(split, { subject, deviations: other, expected })).toMatchObject({ verdict: "differs" });
  });
});
