import { type Embed, embed } from "@lintel/core";
import { toPlain } from "@lintel/core/json";
import { adapters, directory } from "@lintel/providers";
import { modelFacts } from "@lintel/providers/model-facts";
import { expect, it } from "vitest";
import { completionReply, textChunks, usageChunk } from "./test/provider.ts";

const asked = { model: "openai/gpt-4o-mini", messages: [{ role: "user", content: "Hi" }] };
const streamed = { ...asked, stream: true, stream_options: { include_usage: true } };
const OK = { status: 200, headers: [] };

function lintel(more: object = {}): Embed {
  const env = { OPENAI_API_KEY: "sk-test" };
  return embed({
    adapters,
    providers: directory,
    env,
    id: () => "0".repeat(32),
    now: () => 1_700_000_000_000,
    ...more,
  });
}

function bytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
}

function streamOf(own: Embed, chunks: readonly unknown[]) {
  const step = own.completion(streamed);
  if (step.step !== "send") throw new Error("nothing to send");
  const stream = step.stream(OK);
  const told = stream.push(
    bytes([...chunks.map((chunk) => JSON.stringify(chunk)), "[DONE]"].map((it) => `data: ${it}\n\n`).join("")),
  );
  return { last: toPlain([...told, ...stream.end()].at(-1) ?? null), losses: stream.losses };
}

it("an embedded call given model facts tells prices, of whole answers and in the last chunk of streams", () => {
  const own = lintel({ facts: modelFacts() });
  const step = own.completion(asked);
  const done = step.step === "send" ? step.parse(OK, bytes(completionReply)) : step;
  expect(done.step === "done" && done.receipt?.()).toMatchObject({ billed: true, receipt: { total: "0.00000105" } });
  const { last, losses } = streamOf(own, [...textChunks, usageChunk]);
  expect(last).toMatchObject({ usage: { total_tokens: 4, cost: 1.05e-6 } });
  expect(losses).toEqual([]);
});

it("one without them tells the usage, and says that it has no price", () => {
  const { last, losses } = streamOf(lintel(), [...textChunks, usageChunk]);
  expect(last).toMatchObject({ usage: { total_tokens: 4 } });
  expect(losses).toMatchObject([
    { pointer: "/usage/cost", reason: expect.stringContaining("no model facts were given") },
  ]);
});

it("a usage that nobody told is not made up, and that is said too", () => {
  const { last, losses } = streamOf(lintel({ facts: modelFacts() }), textChunks);
  expect(last).not.toHaveProperty("usage");
  expect(losses).toMatchObject([{ pointer: "/usage", reason: expect.stringContaining("nobody counts") }]);
});
