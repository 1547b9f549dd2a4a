import type { Crossing, Kwargs, Sink, World } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { directory } from "../../directory/directory.ts";
import { messagesOverResponses } from "./index.ts";

const MOMENT = { id: "5eed0001000040008000000000000001", now: 1_700_000_000 };

const world: World = {
  settings: {},
  env: {},
  providers: directory,
  bridges: [],
  fronts: {},
  find: () => undefined,
};

function crossed(kwargs: Kwargs): Crossing {
  const asked = { model: "openai/gpt-5", custom_llm_provider: "openai", max_tokens: 9, messages: [], ...kwargs };
  const crossing = messagesOverResponses.cross(asked, world);
  if (crossing.cross === "refused") throw new Error(crossing.fault.message);
  return crossing;
}

function answered(output: readonly JsonObject[]): JsonObject {
  const step = crossed({}).back(MOMENT).value({ id: "resp_1", model: "gpt-5", status: "completed", output });
  return step.step === "done" ? step.value : {};
}

function streamed(events: readonly JsonObject[]): readonly JsonObject[] {
  const chunks: JsonObject[] = [];
  const ignored = (): void => undefined;
  const sink: Sink = {
    chunk: (chunk) => void chunks.push(chunk),
    usage: ignored,
    loss: ignored,
    fault: ignored,
    end: ignored,
  };
  const stage = crossed({ stream: true }).back(MOMENT).open(sink);
  for (const event of events) stage.chunk(event);
  return chunks;
}

describe("messages over the Responses API", () => {
  it("bring encrypted reasoning back to its issuer byte for byte, with its summary or without", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (sealed, text) => {
        const summary = text === "" ? [] : [{ type: "summary_text", text }];
        const item = { type: "reasoning", id: "rs_1", summary, encrypted_content: sealed };
        const { content } = answered([item]);
        const { kwargs } = crossed({ messages: [{ role: "assistant", content }] });
        expect(kwargs.input).toEqual([{ type: "reasoning", summary, encrypted_content: sealed }]);
      }),
    );
  });

  it("never send a signature of another issuer, and tell it as lost where it stands", () => {
    const content = [
      { type: "text", text: "a" },
      { type: "thinking", thinking: "hm", signature: "foreign" },
    ];
    const { kwargs, losses } = crossed({ messages: [{ role: "assistant", content }] });
    expect(JSON.stringify(kwargs.input)).not.toContain("foreign");
    expect(losses).toContainEqual(expect.objectContaining({ pointer: "/messages/0/content/1", action: "dropped" }));
  });

  it("tell what the Responses API has no words for", () => {
    const { losses } = crossed({
      stop_sequences: ["END"],
      top_k: 3,
      system: [{ type: "text", text: "s", cache_control: { type: "ephemeral" } }],
      messages: [{ role: "user", content: [{ type: "tool_result", tool_use_id: "t", is_error: true, content: "no" }] }],
    });
    expect(losses.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining([
        "/stop_sequences",
        "/top_k",
        "/system/0/cache_control",
        "/messages/0/content/0/is_error",
        "/max_tokens",
      ]),
    );
  });

  it("close every block before the message ends, also one whose item is never done", () => {
    const events = streamed([
      { type: "response.output_item.added", output_index: 0, item: { type: "message", id: "m" } },
      { type: "response.output_text.delta", item_id: "m", delta: "Hi" },
      { type: "response.completed", response: { status: "completed", output: [] } },
    ]);
    expect(events.map(({ type }) => type)).toEqual([
      "message_start",
      "content_block_start",
      "content_block_delta",
      "content_block_stop",
      "message_delta",
      "message_stop",
    ]);
  });

  it("tell arguments that are no JSON as lost, and call the tool with none", () => {
    const call = { type: "function_call", call_id: "c", name: "f", arguments: '{"a":' };
    const step = crossed({})
      .back(MOMENT)
      .value({ id: "r", status: "completed", output: [call] });
    expect(step).toMatchObject({
      value: { content: [{ type: "tool_use", id: "c", name: "f", input: {} }], stop_reason: "tool_use" },
      losses: [{ pointer: "/output/0/arguments", action: "dropped" }],
    });
  });
});
