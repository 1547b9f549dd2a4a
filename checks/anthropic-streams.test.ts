import type { JsonObject } from "@lintel/core/json";
import { observe, type Sample, type Subject } from "@lintel/core/testing";
import { adapters, bridges, directory } from "@lintel/providers";
import { ChatCompletionStream } from "openai/lib/ChatCompletionStream";
import { describe, expect, it } from "vitest";
import { accumulate, isComplete } from "./anthropic-messages-stream.ts";
import { corpus, hasCorpora, triedOn } from "./corpus.ts";
import { samplesOf } from "./law-samples.ts";

const subject: Subject = { adapters, providers: directory, bridges, accumulate, isComplete };
const samples = adapters
  .filter(({ provider, route }) => provider === "anthropic" && route === "chat")
  .flatMap(samplesOf)
  .filter(({ kwargs }) => kwargs.stream === true);

function received(chunks: readonly JsonObject[]): ChatCompletionStream<null> {
  const lines = new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(`${JSON.stringify(chunk)}\n`));
      controller.close();
    },
  });
  return ChatCompletionStream.fromReadableStream(lines);
}

const messages = [{ role: "user", content: "Hi" }];

function recorded(): readonly Sample[] {
  return corpus({ provider: "anthropic", api: "messages" }, ({ model }) => ({
    method: "completion",
    kwargs: { model: `anthropic/${model}`, messages, max_tokens: 64, stream: true },
    env: { ANTHROPIC_API_KEY: "sk-corpora" },
  }));
}

describe("a chat stream from Anthropic", () => {
  it("is accepted by the OpenAI client's stream helper, whatever is in it", async () => {
    let accepted = 0;
    for (const sample of samples) {
      const { chunks = [], fault } = await observe(subject, sample);
      const isAnswer = fault === undefined && chunks.length > 0;
      if (!isAnswer || !JSON.stringify(chunks).includes('"role":"assistant"')) continue;
      const { choices } = await received(chunks).finalChatCompletion();
      expect(choices[0]?.finish_reason, sample.id).toBeTruthy();
      accepted += 1;
    }
    expect(accepted).toBeGreaterThan(100);
  });

  it.skipIf(!hasCorpora)("of recorded traffic obeys the laws of streams", { timeout: 120_000 }, async () => {
    const streams = recorded();
    expect(streams.length).toBeGreaterThan(100);
    const { broken, tried } = await triedOn(subject, streams);
    expect(broken).toEqual([]);
    expect(tried).toBeGreaterThan(100);
  });
});
