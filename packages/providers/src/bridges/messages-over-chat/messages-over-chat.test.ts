import type { Crossing, Kwargs, Sink, World } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import { describe, expect, it } from "vitest";
import { directory } from "../../directory/directory.ts";
import { messagesOverChat } from "./index.ts";

const MOMENT = { id: "5eed0001000040008000000000000001", now: 1_700_000_000 };

function worldWith(settings: JsonObject = {}): World {
  return { settings, env: {}, providers: directory, bridges: [], fronts: {}, find: () => undefined };
}

function crossed(kwargs: Kwargs, settings?: JsonObject): Crossing {
  const asked = { model: "openai/gpt-4o", custom_llm_provider: "openai", max_tokens: 9, ...kwargs };
  const crossing = messagesOverChat.cross(asked, worldWith(settings));
  if (crossing.cross === "refused") throw new Error(crossing.fault.message);
  return crossing;
}

function user(content: unknown): Kwargs {
  return { messages: [{ role: "user", content }] };
}

function streamed(deltas: readonly JsonObject[], kwargs: Kwargs = user("Hi")): readonly JsonObject[] {
  const events: JsonObject[] = [];
  const ignored = (): void => undefined;
  const sink: Sink = {
    chunk: (event) => void events.push(event),
    usage: ignored,
    loss: (loss) => void events.push({ loss: loss.reason }),
    fault: ignored,
    end: ignored,
  };
  const stage = crossed(kwargs).back(MOMENT).open(sink);
  for (const delta of deltas) stage.chunk({ choices: [{ index: 0, delta }] });
  stage.chunk({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });
  stage.end();
  return events;
}

function call(index: number, text: string, name?: string): JsonObject {
  const called = { arguments: text, ...(name !== undefined && { name }) };
  return { tool_calls: [{ index, ...(name !== undefined && { id: `call_${name}` }), function: called }] };
}

/** The blocks' events in short: `+` opens, `-` closes, what stands between is said. */
function shortly(events: readonly JsonObject[]): string {
  return events
    .map((event) => {
      const { type, index, content_block: block, delta } = event as Record<string, Record<string, string>>;
      if (type === ("content_block_start" as unknown)) return `+${index}${block?.name ?? block?.type}`;
      if (type === ("content_block_stop" as unknown)) return `-${index}`;
      return type === ("content_block_delta" as unknown)
        ? `${index}:${delta?.text ?? delta?.partial_json ?? delta?.thinking ?? delta?.signature}`
        : "";
    })
    .filter((it) => it !== "")
    .join(" ");
}

describe("parallel calls in a stream", () => {
  it("are blocks one after the other, told as they come", () => {
    const events = streamed([call(0, "", "a"), call(0, '{"x":1}'), call(1, "", "b"), call(1, "{}")]);
    expect(shortly(events)).toBe('+0a 0:{"x":1} -0 +1b 1:{} -1');
  });

  it("keep their arguments apart however their deltas are interleaved", () => {
    const events = streamed([
      call(0, "", "a"),
      call(1, "", "b"),
      call(0, '{"x"'),
      call(1, '{"y"'),
      call(0, ":1}"),
      call(1, ":2}"),
    ]);
    expect(shortly(events)).toBe('+0a 0:{"x" 0::1} -0 +1b 1:{"y" 1::2} -1');
  });

  it("are told apart by their ids where a provider gives all the same index", () => {
    expect(shortly(streamed([call(0, "{}", "a"), call(0, "{}", "b")]))).toBe("+0a 0:{} -0 +1b 1:{} -1");
  });

  it("go on under the same name told again", () => {
    expect(shortly(streamed([call(0, '{"x":', "a"), call(0, "1}", "a")]))).toBe('+0a 0:{"x": 0:1} -0');
  });
});

describe("thoughts in a stream", () => {
  it("are told once, with their signature at the end, and the next one is a block of its own", () => {
    const think = (thinking: string, signature?: string): JsonObject => ({
      thinking_blocks: [{ type: "thinking", thinking, ...(signature !== undefined && { signature }) }],
    });
    const events = streamed([think("Well"), think("Well", "c2ln"), think("So"), { content: "Hi" }]);
    expect(shortly(events)).toBe("+0thinking 0:Well 0:c2ln -0 +1thinking 1:So -1 +2text 2:Hi -2");
  });

  it("keep what is redacted", () => {
    const events = streamed([{ thinking_blocks: [{ type: "redacted_thinking", data: "b3Bh" }] }, { content: "Hi" }]);
    expect(events).toContainEqual({
      type: "content_block_start",
      index: 0,
      content_block: { type: "redacted_thinking", data: "b3Bh" },
    });
  });
});

describe("a request on its way to chat", () => {
  it("has long names of tools shortened, and given back", () => {
    const name = "a".repeat(70);
    const crossing = crossed({ ...user("Hi"), tools: [{ name, input_schema: { type: "object" } }] });
    const [tool] = crossing.kwargs.tools as readonly { readonly function: { readonly name: string } }[];
    expect(tool?.function.name).toMatch(/^a{55}_[0-9a-f]{8}$/);
    expect(crossing.losses).toContainEqual({
      pointer: "/tools/0/name",
      action: "renamed",
      reason: "chat's names have at most 64 characters",
    });
    const back = crossing.back(MOMENT).value({
      choices: [
        { message: { content: null, tool_calls: [{ id: "c", function: { name: tool?.function.name ?? "" } }] } },
      ],
    });
    expect(back).toMatchObject({ value: { content: [{ type: "tool_use", name, input: {} }] } });
  });

  it("tells everything that chat cannot be told, by its place in the request", () => {
    const { losses } = crossed({
      container: { id: "c" },
      thinking: { type: "adaptive" },
      tool_choice: { type: "auto", disable_parallel_tool_use: true },
      tools: [{ name: "t", defer_loading: true }],
      ...user([
        { type: "text", text: "Hi", cache_control: { type: "ephemeral" }, citations: [] },
        { type: "document", source: { type: "text", data: "x" } },
        { type: "search_result", source: "s" },
        { type: "tool_result", tool_use_id: "a", is_error: true, content: [{ type: "search_result" }] },
      ]),
    });
    expect(losses.map(({ pointer }) => pointer).toSorted()).toEqual([
      "/container",
      "/messages/0/content/0/cache_control",
      "/messages/0/content/0/citations",
      "/messages/0/content/1",
      "/messages/0/content/2",
      "/messages/0/content/3/content/0",
      "/messages/0/content/3/is_error",
      "/thinking",
      "/tool_choice/disable_parallel_tool_use",
      "/tools/0/defer_loading",
    ]);
  });

  it("points the chat call's own losses into the request", () => {
    const { origin } = crossed({
      system: "Be brief.",
      messages: [
        {
          role: "user",
          content: [
            { type: "tool_result", tool_use_id: "a", content: "1" },
            { type: "text", text: "x" },
          ],
        },
      ],
      tools: [{ type: "web_search_20250305", name: "web_search" }, { name: "t" }],
    });
    expect(origin?.("/messages/0/content")).toBe("/system/content");
    expect(origin?.("/messages/2/content/0")).toBe("/messages/0/content/0");
    expect(origin?.("/tools/0/function/strict")).toBe("/tools/1/function/strict");
    expect(origin?.("/stop/4")).toBe("/stop_sequences");
    expect(origin?.("/choices/0")).toBe("/choices/0");
  });

  it("is refused where it cannot be read, by the place of what cannot", () => {
    const refused = (kwargs: Kwargs) => messagesOverChat.cross({ model: "gpt-4o", ...kwargs }, worldWith());
    expect(refused({ messages: [] })).toMatchObject({ cross: "refused", fault: { param: "messages", status: 400 } });
    expect(refused({ ...user("Hi"), tool_choice: { type: "some" } })).toMatchObject({
      cross: "refused",
      fault: { param: "tool_choice/type" },
    });
  });
});

describe("an answer on its way back", () => {
  it("is a failure where a call's arguments cannot be read", () => {
    const { back } = crossed(user("Hi"));
    const answer = (text: string) =>
      back(MOMENT).value({ choices: [{ message: { tool_calls: [{ function: { name: "t", arguments: text } }] } }] });
    expect(answer("nonsense")).toMatchObject({ step: "fail", fault: { kind: "APIResponseValidationError" } });
    expect(answer("[1]")).toMatchObject({ step: "fail" });
    expect(answer('{"a": [1, 2,')).toMatchObject({
      step: "done",
      value: { content: [{ input: { a: [1, 2] } }] },
      losses: [{ pointer: "/choices/0/message/tool_calls/0/function/arguments" }],
    });
  });

  it("has a text where a thought is not signed, unless LiteLLM's null is asked for", () => {
    const answer = { choices: [{ message: { content: "Hi", reasoning_content: "Well" } }] };
    const signature = (settings?: JsonObject) => crossed(user("Hi"), settings).back(MOMENT).value(answer);
    expect(signature()).toMatchObject({ value: { content: [{ signature: "" }, {}] } });
    expect(signature({ lintel_null_signatures: true })).toMatchObject({
      value: { content: [{ signature: null }, {}] },
    });
  });
});

describe("edits of the context", () => {
  const asking = (edit: JsonObject): Kwargs => ({ ...user("Hi"), context_management: { edits: [edit] } });
  const failed = { type: "compact_20260112", error: "summary_model_not_configured" };

  it("are told as not made, in a whole answer and at the end of a stream, and as lost", () => {
    const crossing = crossed(asking({ type: "compact_20260112" }));
    const step = crossing.back(MOMENT).value({ choices: [] });
    expect(step).toMatchObject({ value: { context_management: { applied_edits: [failed] } } });
    const end = streamed([{ content: "Hi" }], asking({ type: "compact_20260112" })).at(-2);
    expect(end).toMatchObject({ type: "message_delta", context_management: { applied_edits: [failed] } });
    expect(crossing.losses.map(({ pointer }) => pointer)).toContain("/context_management/edits/0");
  });

  it("are refused below Anthropic's least trigger, in LiteLLM's words", () => {
    const edit = { type: "compact_20260112", trigger: { type: "input_tokens", value: 49_999 } };
    const kwargs = { model: "openai/gpt-4o", max_tokens: 9, ...asking(edit) };
    expect(messagesOverChat.cross(kwargs, worldWith())).toMatchObject({
      cross: "refused",
      fault: {
        kind: "AnthropicContextManagementError",
        status: 400,
        message: "context_management.compact_20260112.trigger.value must be at least 50000 tokens",
      },
    });
  });

  it("are not looked at where the caller drops them", () => {
    const kwargs = { ...asking({ type: "compact_20260112" }), additional_drop_params: ["context_management"] };
    expect(crossed(kwargs).back(MOMENT).value({ choices: [] })).not.toHaveProperty("value.context_management");
  });
});

it("what waits for a call that never gets whole is bounded, and the stream fails over it", () => {
  const faults: string[] = [];
  const ignored = (): void => undefined;
  const fault: Sink["fault"] = ({ message }) => void faults.push(message);
  const stage = crossed(user("Hi"))
    .back(MOMENT)
    .open({ chunk: ignored, usage: ignored, loss: ignored, fault, end: ignored });
  const take = (delta: JsonObject): void => stage.chunk({ choices: [{ index: 0, delta }] });
  take(call(0, "", "look"));
  const content = "x".repeat(1024 * 1024);
  for (let at = 0; at < 7; at++) take({ content });
  expect(faults).toEqual([]);
  for (let at = 0; at < 2; at++) take({ content });
  expect(faults[0]).toMatch(/wait for a tool call whose arguments are not whole$/);
});
