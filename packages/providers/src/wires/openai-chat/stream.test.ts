import type { PendingUsage } from "@lintel/core";
import { describe, expect, it } from "vitest";
import { bytes, driveStream } from "./test/drive-stream.ts";
import {
  choicesOf,
  chunk,
  deltas,
  drive,
  event,
  HELLO,
  ROLE,
  SPENT,
  STOP,
  USAGE,
  value,
} from "./test/stream-frames.ts";

describe("a stream that is no success", () => {
  const cut = /litellm\.MidStreamFallbackError: litellm\.APIConnectionError: .* - the stream ended before \[DONE\]/;

  it("is cut: a fault with the content and the usage so far", () => {
    const { fault, chunks, events } = drive([ROLE, HELLO, SPENT]);
    expect(chunks).toHaveLength(2);
    expect(events).toEqual(["chunk", "chunk", "usage", "fault"]);
    expect(fault).toMatchObject({
      kind: "MidStreamFallbackError",
      status: 500,
      message: expect.stringMatching(cut),
      failure: { kind: "protocol" },
      partial: { content: "Hello", usage: { prompt_tokens: 3, completion_tokens: 4 } },
    });
  });

  it("is cut inside an event, after which nothing is guessed", () => {
    const { fault, chunks } = driveStream(bytes(event(ROLE) + event(HELLO).slice(0, -20)));
    expect(chunks).toHaveLength(1);
    expect(fault?.message).toMatch(cut);
  });

  it("is a success once every choice has its finish reason, whatever is cut after", () => {
    for (const rest of ["", event(SPENT), event(SPENT).slice(0, 30), "data: [DO", ": bye"]) {
      expect(driveStream(bytes(event(ROLE) + event(STOP) + rest)).events.at(-1), rest).toBe("end");
    }
    const two = [ROLE, chunk({ content: "x" }, { index: 1 }), STOP];
    expect(drive(two).fault?.message).toMatch(cut);
  });

  it("is empty", () => {
    expect(drive([]).fault?.message).toMatch(/ - the stream is empty$/);
    expect(driveStream(bytes(": keep-alive\n\n")).fault?.message).toMatch(/ - the stream is empty$/);
  });

  it("is an HTML page, quoted only so far", () => {
    const { fault } = driveStream(bytes(`<html>${"x".repeat(5000)}</html>`));
    expect(fault?.message).toContain("the answer is no stream of events: <html>xxx");
    expect(fault?.message.length).toBeLessThan(700);
  });

  it("is an error, as a body without framing, as a frame, as an event", () => {
    const error = { message: "Overloaded", type: "server_error", code: 503 };
    const told = { kind: "MidStreamFallbackError", message: expect.stringMatching(/ - Overloaded$/) };
    expect(driveStream(bytes(JSON.stringify({ error }))).fault).toMatchObject({ ...told, body: error });
    expect(drive([ROLE, { error }, HELLO]).fault).toMatchObject({ ...told, body: error });
    expect(driveStream(bytes(event(ROLE) + event(error, "error") + event("[DONE]"))).fault).toMatchObject(told);
    expect(drive([{ object: "error", ...error }, "[DONE]"]).fault).toMatchObject(told);
  });

  it("ends as LiteLLM ends it under lintel_accept_truncated_streams", () => {
    const settings = { lintel_accept_truncated_streams: true };
    for (const body of ["", "<html>", event(ROLE) + event(HELLO), event({ message: "x" }, "error")]) {
      const { chunks, fault } = driveStream(bytes(body), {
        settings,
        params: { stream_options: { include_usage: false } },
      });
      expect(fault, body).toBeUndefined();
      expect(choicesOf(chunks.at(-1) ?? "")).toMatchObject([{ delta: {}, finish_reason: "stop" }]);
    }
  });
});

describe("a stream that breaks", () => {
  const reset = { stop: "transport", failure: { kind: "reset", message: "socket hang up" } } as const;

  it("is a fault in the transport's words, with what had come", () => {
    const { fault, events } = drive([ROLE, HELLO], { stop: reset });
    expect(events).toEqual(["chunk", "chunk", "fault"]);
    expect(fault).toMatchObject({
      kind: "MidStreamFallbackError",
      message: expect.stringMatching(/ - socket hang up$/),
      failure: reset.failure,
      partial: { content: "Hello" },
    });
  });

  it("is whole if it breaks after its finish reason, unless it was silent for too long", () => {
    expect(drive([ROLE, STOP], { stop: reset }).events.at(-1)).toBe("end");
    const late = { stop: "transport", failure: { kind: "read_timeout", message: "too late" } } as const;
    expect(drive([ROLE, STOP], { stop: late }).events.at(-1)).toBe("fault");
  });

  it("gives an aborting caller the usage and nothing else", () => {
    const { events, usages } = drive([ROLE, { ...(HELLO as object), usage: SPENT.usage }], {
      stop: { stop: "caller" },
    });
    expect(events).toEqual(["chunk", "chunk", "usage", "end"]);
    expect(usages).toMatchObject([
      { origin: "reported", value: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 } },
    ]);
  });

  it("says nothing after a fault", () => {
    const { events } = drive([ROLE, { error: "x" }, HELLO, STOP, "[DONE]"], { stop: reset });
    expect(events).toEqual(["chunk", "fault"]);
  });
});

describe("a whole answer instead of a stream", () => {
  const whole = {
    id: "w",
    object: "chat.completion",
    created: 1,
    model: "m",
    choices: [{ index: 0, message: { role: "assistant", content: "All" }, finish_reason: "stop" }],
    usage: SPENT.usage,
  };

  it.each([
    ["without framing", JSON.stringify(whole, null, 2)],
    ["in one event", event(whole)],
    ["in one event and [DONE]", event(whole) + event("[DONE]")],
  ])("%s is given as chunks", (_, body) => {
    const driven = driveStream(bytes(body), USAGE);
    expect(driven.events).toEqual(["chunk", "chunk", "usage", "chunk", "end"]);
    expect(deltas(driven)).toEqual([{ role: "assistant", content: "All" }, {}, {}]);
    expect(value(driven.chunks.at(-1) ?? "").usage).toMatchObject({ total_tokens: 7 });
  });
});

describe("what LiteLLM loses", () => {
  const refused = [ROLE, chunk({ refusal: "I" }), chunk({ refusal: " won't" }), STOP, "[DONE]"];
  const logprobs = { content: [{ token: "", logprob: -1, bytes: null, top_logprobs: [] }] };

  it("is sent: refusals, log probabilities of no text, thinking, further choices of one chunk", () => {
    expect(deltas(drive(refused))).toEqual(
      [{ role: "assistant", content: "" }, { refusal: "I" }, { refusal: " won't" }, {}, {}].slice(0, 4),
    );
    expect(deltas(drive([ROLE, chunk({ content: "" }, { logprobs }), STOP, "[DONE]"]))).toHaveLength(3);
    expect(
      deltas(drive([ROLE, chunk({ thinking_blocks: [{ type: "thinking", thinking: "x" }] }), STOP, "[DONE]"])),
    ).toHaveLength(3);
    const both = {
      ...(HELLO as object),
      choices: [
        { index: 0, delta: { content: "" } },
        { index: 1, delta: { content: "b" } },
      ],
    };
    expect(deltas(drive([ROLE, both, "[DONE]"]))).toContainEqual({ content: "b" });
  });

  it("is lost under lintel_swallow_deltas", () => {
    expect(deltas(drive(refused, { settings: { lintel_swallow_deltas: true } }))).toEqual([
      { role: "assistant", content: "" },
      {},
    ]);
  });

  it("is told, once, where the gateway's printing leaves it out", () => {
    const padded = { ...(HELLO as object), service_tier: "default", obfuscation: "xyz" };
    const { losses } = drive([ROLE, padded, padded, STOP, "[DONE]"]);
    expect(losses.map(({ pointer }) => pointer)).toEqual(["/service_tier", "/obfuscation"]);
  });

  it("is told where a part is malformed, and the rest is kept", () => {
    const { chunks, losses } = drive([ROLE, chunk({ content: "a" }, { logprobs: { content: "x" } }), STOP, "[DONE]"]);
    expect(choicesOf(chunks[1] ?? "")).toEqual([{ index: 0, delta: { content: "a" } }]);
    expect(losses).toMatchObject([{ pointer: "/choices/0/logprobs", action: "dropped" }]);
  });

  it("of several choices are roles and finish reasons, unless lintel_every_choice asks for them", () => {
    const frames = [
      ROLE,
      chunk({ role: "assistant", content: "" }, { index: 1 }),
      HELLO,
      chunk({ content: "b" }, { index: 1 }),
      STOP,
      chunk({}, { index: 1, finish_reason: "length" }),
      "[DONE]",
    ];
    expect(drive(frames).chunks.flatMap(choicesOf)).toHaveLength(4);
    const each = drive(frames, { settings: { lintel_every_choice: true } }).chunks.flatMap(choicesOf);
    expect(each).toMatchObject([
      { index: 0, delta: { role: "assistant" } },
      { index: 1, delta: { role: "assistant" } },
      { index: 0, delta: { content: "Hello" } },
      { index: 1, delta: { content: "b" } },
      { index: 0, finish_reason: "stop" },
      { index: 1, finish_reason: "length" },
    ]);
  });
});

describe("the usage of a stream", () => {
  const count = ({ prompt, completion, settle }: PendingUsage): void =>
    settle({ ...(prompt && { prompt: 8 }), ...(completion !== undefined && { completion: completion.length }) });

  it("is the provider's, with its price where prices are known", () => {
    const priced = ({ settle }: PendingUsage): void => settle({}, 0.25);
    const { chunks, usages } = drive([ROLE, STOP, SPENT, "[DONE]"], { ...USAGE, count: priced });
    expect(value(chunks.at(-1) ?? "").usage).toMatchObject({ total_tokens: 7, cost: 0.25 });
    expect(usages).toMatchObject([{ origin: "reported" }]);
  });

  it("is counted by whoever does, before the last chunk, where the provider tells none", () => {
    const pendings: PendingUsage[] = [];
    const { events, usages } = drive([ROLE, HELLO, STOP, "[DONE]"], {
      ...USAGE,
      count(pending) {
        pendings.push(pending);
        count(pending);
      },
    });
    expect(events).toEqual(["chunk", "chunk", "chunk", "usage", "chunk", "end"]);
    expect(pendings).toMatchObject([{ model: "gpt-4o", prompt: true, completion: "Hello" }]);
    expect(usages).toMatchObject([
      { origin: "estimated", value: { prompt_tokens: 8, completion_tokens: 5, total_tokens: 13 } },
    ]);
  });

  it("is not made up where nobody counts", () => {
    const { events, chunks } = drive([ROLE, HELLO, STOP, "[DONE]"], USAGE);
    expect(events).toEqual(["chunk", "chunk", "chunk", "end"]);
    expect(chunks.some((text) => text.includes("usage"))).toBe(false);
  });

  it("counts tool calls as LiteLLM prints them", () => {
    const call = (piece: object): unknown => chunk({ tool_calls: [{ index: 0, ...piece }] });
    const seen: (string | undefined)[] = [];
    const frames = [
      ROLE,
      call({ id: "c1", type: "function", function: { name: "f", arguments: "" } }),
      call({ function: { arguments: '{"a":1}' } }),
      STOP,
      "[DONE]",
    ];
    drive(frames, { ...USAGE, count: ({ completion }) => void seen.push(completion) });
    expect(seen).toEqual(['{"function":{"arguments":"{\\"a\\":1}","name":"f"},"id":"c1","type":"function"}']);
  });
});
