import { existsSync, globSync, readFileSync } from "node:fs";
import type { JsonObject } from "@lintel/core/json";
import { dice, laws, observe, type Sample, type Subject } from "@lintel/core/testing";
import { adapters, bridges, directory } from "@lintel/providers";
import { ChatCompletionStream } from "openai/lib/ChatCompletionStream";
import { describe, expect, it } from "vitest";
import { accumulate, isComplete } from "./anthropic-messages-stream.ts";
import { samplesOf } from "./law-samples.ts";

const CORPORA = process.env.LINTEL_CORPORA ?? "";
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

interface Exchange {
  readonly id: string;
  readonly provider: string;
  readonly api: string;
  readonly mode: string;
  readonly model: string;
  readonly response: { readonly body_b64: string | null; readonly framing?: string };
}

/** An exchange's stream as a call of ours; events whose framing the recorder left out get it back. */
function recorded({ id, model, response }: Exchange): Sample {
  const text = Buffer.from(response.body_b64 ?? "", "base64").toString("utf8");
  const isBare = response.framing === "one-json-event-per-line";
  const framed = isBare ? text.replace(/^(?=\S)(.*)$/gm, "data: $1\n") : text;
  return {
    id,
    method: "completion",
    kwargs: { model: `anthropic/${model}`, messages: [{ role: "user", content: "Hi" }], max_tokens: 64, stream: true },
    env: { ANTHROPIC_API_KEY: "sk-corpora" },
    replies: [
      { status: 200, headers: [["content-type", "text/event-stream"]], body: new TextEncoder().encode(framed) },
    ],
  };
}

function corpus(): readonly Sample[] {
  return globSync(`${CORPORA}/exchanges/*.jsonl`).flatMap((path) =>
    readFileSync(path, "utf8")
      .split("\n")
      .flatMap((line): readonly Sample[] => {
        if (line === "") return [];
        const exchange = JSON.parse(line) as Exchange;
        const isStream = exchange.provider === "anthropic" && exchange.api === "messages" && exchange.mode === "sse";
        return isStream ? [recorded(exchange)] : [];
      }),
  );
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

  it.skipIf(!existsSync(CORPORA))("of recorded traffic obeys the laws of streams", { timeout: 120_000 }, async () => {
    const streams = corpus();
    expect(streams.length).toBeGreaterThan(100);
    const tried = laws.filter(({ name }) => /^(?:re-chunking|fold|truncation)/.test(name));
    const broken: string[] = [];
    for (const law of tried)
      for (const [seed, sample] of streams.entries()) {
        const violation = law.applies(subject, sample) ? await law.violation(subject, sample, dice(seed)) : undefined;
        if (violation !== undefined) broken.push(`${law.name}: ${sample.id}: ${violation.slice(0, 400)}`);
      }
    expect(broken).toEqual([]);
    expect(streams.filter((sample) => tried.every((law) => law.applies(subject, sample))).length).toBeGreaterThan(100);
  });
});
