import { beforeAll, describe, expect, test } from "vitest";
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
