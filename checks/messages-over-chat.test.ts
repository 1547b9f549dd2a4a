import { MessageStream } from "@anthropic-ai/sdk/lib/MessageStream";
import { isObject, type Json, type JsonObject } from "@lintel/core/json";
import {
  foldMessages,
  messagesStreamFault,
  type Observed,
  observe,
  type Sample,
  type Subject,
  summariseMessage,
} from "@lintel/core/testing";
import { adapters, bridges, directory } from "@lintel/providers";
import { describe, expect, it } from "vitest";
import { samplesOf } from "./law-samples.ts";
import { accumulate, isComplete } from "./openai-chat-stream.ts";

/**
 * What the chat route itself tells otherwise in a stream than whole: think tags, which LiteLLM takes out of whole answers only,
 * and several choices; and thoughts with signatures, which the accumulator of OpenAI's dialect does not know.
 */
const APART = /think-tags|\/two|thinking/;

const subject: Subject = { adapters, providers: directory, bridges };
const samples = samplesOf({ route: "messages", provider: "openai" }).filter(
  ({ settings }) => settings?.use_chat_completions_url_for_anthropic_messages === true,
);

async function all(isStreamed: boolean): Promise<readonly (readonly [sample: Sample, observed: Observed])[]> {
  const chosen = samples.filter(({ kwargs }) => (kwargs.stream === true) === isStreamed);
  return Promise.all(chosen.map(async (sample) => [sample, await observe(subject, sample)] as const));
}

function isOverChat({ plans: [plan] }: Observed): boolean {
  return plan?.bridges?.[0] === "messages-over-chat";
}

function lines(events: readonly JsonObject[]): ReadableStream {
  return new ReadableStream({
    start(controller) {
      for (const event of events) controller.enqueue(new TextEncoder().encode(`${JSON.stringify(event)}\n`));
      controller.close();
    },
  });
}

/** A message's texts and calls, whatever their order: a stream tells them as they come. */
function gathered({ content, stop_reason: reason }: JsonObject): JsonObject {
  const blocks = Array.isArray(content) ? content.filter((block: Json) => isObject(block)) : [];
  const joined = (name: string): string => blocks.map((block) => block[name] ?? "").join("");
  const calls = blocks.flatMap(({ type, name = "", input = {} }) => (type === "tool_use" ? [{ name, input }] : []));
  // A whole answer with calls is told by "tool_calls" whatever the provider said; a stream keeps the provider's "stop".
  const isCalling = reason === "end_turn" && calls.length > 0;
  return {
    text: joined("text"),
    thinking: joined("thinking"),
    calls,
    reason: isCalling ? "tool_use" : (reason ?? null),
  };
}

function bodyOf({ replies }: Sample): Uint8Array {
  const last = replies.at(-1);
  return last === undefined || "failure" in last ? new Uint8Array() : last.body;
}

describe("messages over chat, every recorded case", () => {
  it("streams events that are legal to the last, and to where a failure ends them", async () => {
    const streams = (await all(true)).filter(([, { chunks }]) => chunks !== undefined);
    expect(streams.length).toBeGreaterThan(150);
    const illegal = streams.flatMap(([{ id }, { chunks = [], fault }]) => {
      const broken = messagesStreamFault(chunks, fault === undefined);
      return broken === undefined ? [] : [`${id}: ${broken}`];
    });
    expect(illegal).toEqual([]);
  });

  it("streams what Anthropic's own client puts together to the same message", async () => {
    const streams = (await all(true)).filter(([, { chunks, fault }]) => chunks !== undefined && fault === undefined);
    expect(streams.length).toBeGreaterThan(100);
    for (const [{ id }, { chunks = [] }] of streams) {
      const message = await MessageStream.fromReadableStream(lines(chunks)).finalMessage();
      const folded = foldMessages(chunks);
      expect(message.stop_reason, id).toBe(folded.stop_reason);
      const texts = (content: unknown): string => JSON.stringify(gathered({ content: content as Json }).text);
      expect(texts(message.content), id).toBe(texts(folded.content));
    }
  });

  it("folds a stream to the message of the whole answer it amounts to", async () => {
    const streams = (await all(true)).filter(
      ([sample, { chunks, fault }]) =>
        chunks !== undefined && fault === undefined && isComplete(bodyOf(sample)) === true,
    );
    let compared = 0;
    const differing: string[] = [];
    for (const [sample, { chunks = [] }] of streams) {
      const reply = accumulate(bodyOf(sample));
      if (reply === undefined || APART.test(sample.id)) continue;
      const { stream: _, ...kwargs } = sample.kwargs;
      const { value } = await observe(subject, { ...sample, kwargs, replies: [reply] });
      if (value === undefined) continue;
      compared += 1;
      const [wanted, folded] = [summariseMessage(value), foldMessages(chunks)].map((it) =>
        JSON.stringify(gathered(it)),
      );
      if (wanted !== folded) differing.push(`${sample.id}: ${wanted} became ${folded}`);
    }
    expect(differing).toEqual([]);
    expect(compared).toBeGreaterThan(80);
  });

  it("names the bridge in every plan, and fails nowhere in Lintel itself", async () => {
    for (const [{ id }, observed] of [...(await all(true)), ...(await all(false))]) {
      expect(observed.thrown, id).toBeUndefined();
      expect(observed.late, id).toBe(0);
      expect(observed.plans.length === 0 || isOverChat(observed), id).toBe(true);
    }
  });
});
