import type { Sample, Subject } from "@lintel/core/testing";
import { adapters, bridges, directory } from "@lintel/providers";
import { describe, expect, it } from "vitest";
import { corpus, hasCorpora, triedOn } from "./corpus.ts";
import * as openaiResponses from "./openai-responses-stream.ts";

const subject: Subject = { adapters, providers: directory, bridges, ...openaiResponses };

function recorded(): readonly Sample[] {
  return corpus({ provider: "openai", api: "responses" }, ({ model }) => ({
    method: "responses",
    kwargs: { model: `openai/${model}`, input: "Hi", stream: true },
    env: { OPENAI_API_KEY: "sk-corpora" },
  }));
}

describe("a stream of responses from OpenAI", () => {
  it.skipIf(!hasCorpora)("of recorded traffic obeys the laws of streams", { timeout: 120_000 }, async () => {
    const streams = recorded();
    expect(streams.length).toBeGreaterThan(100);
    const { broken, tried } = await triedOn(subject, streams);
    expect(broken).toEqual([]);
    expect(tried).toBeGreaterThan(100);
  });
});
