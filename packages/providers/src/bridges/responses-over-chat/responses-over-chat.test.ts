import type { Crossing, Kwargs, Sink, World } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { describe, expect, it } from "vitest";
import { directory } from "../../directory/directory.ts";
import { responsesOverChat } from "./index.ts";

const MOMENT = { id: "5eed0001000040008000000000000001", now: 1_700_000_000 };

function worldWith(settings: JsonObject = {}): World {
  return { settings, env: {}, providers: directory, bridges: [], fronts: {}, find: () => undefined };
}

function crossed(kwargs: Kwargs, settings?: JsonObject): Crossing {
  const asked = { model: "gpt-4o", custom_llm_provider: "openai", input: "Hi", ...kwargs };
  const crossing = responsesOverChat.cross(asked, worldWith(settings));
  if (crossing.cross === "refused") throw new Error(crossing.fault.message);
  return crossing;
}

function messagesOf(input: Json): readonly JsonObject[] {
  const { messages } = crossed({ input }).kwargs;
  return isArray(messages as Json) ? (messages as readonly JsonObject[]) : [];
}

interface Streamed {
  readonly events: readonly JsonObject[];
  readonly losses: readonly string[];
}

function streamed(deltas: readonly JsonObject[], kwargs: Kwargs = {}, finish = "stop"): Streamed {
  const events: JsonObject[] = [];
  const losses: string[] = [];
  const ignored = (): void => undefined;
  const sink: Sink = {
    chunk: (event) => void events.push(event),
    usage: ignored,
    loss: ({ reason }) => void losses.push(reason),
    fault: ignored,
    end: ignored,
  };
  const stage = crossed(kwargs).back(MOMENT).open(sink);
  const chunk = { id: "chatcmpl-1", created: 1, model: "gpt-4o", object: "chat.completion.chunk" };
  for (const delta of deltas) stage.chunk({ ...chunk, choices: [{ index: 0, delta }] });
  stage.chunk({ ...chunk, choices: [{ index: 0, delta: {}, finish_reason: finish }] });
  stage.chunk({ ...chunk, choices: [], usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 } });
  stage.end();
  return { events, losses };
}

const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");
const member = (value: JsonObject | undefined, name: string): JsonObject => {
  const held = value?.[name];
  return isObject(held) ? held : {};
};

interface Open {
  readonly id: string;
  /** By the part of the item. */
  readonly said: Map<Json, string>;
  isDone: boolean;
}

const ENDS: readonly (readonly [type: string, member: string])[] = [
  ["response.output_text.done", "text"],
  ["response.refusal.done", "refusal"],
  ["response.reasoning_summary_text.done", "text"],
  ["response.function_call_arguments.done", "arguments"],
  ["response.custom_tool_call_input.done", "input"],
];

/** What is wrong with a stream of events; nothing with a legal one. */
function illegal(events: readonly JsonObject[]): readonly string[] {
  const wrong: string[] = [];
  const items: Open[] = [];
  const claim = (isTrue: boolean, problem: string): void => void (isTrue || wrong.push(problem));
  const types = events.map(({ type }) => text(type));
  claim(types[0] === "response.created" && types[1] === "response.in_progress", "it begins otherwise");
  claim(/^response\.(?:completed|incomplete)$/.test(types.at(-1) ?? ""), "it ends otherwise");
  for (const [at, event] of events.entries()) {
    const type = text(event.type);
    const index = Number(event.output_index ?? -1);
    const item = items[index];
    claim(event.sequence_number === at + 1, `${type} is numbered ${String(event.sequence_number)} in place ${at}`);
    if (type === "response.output_item.added") {
      claim(index === items.length, `an item is added in place ${index} after ${items.length}`);
      items.push({ id: text(member(event, "item").id), said: new Map(), isDone: false });
    } else if (type === "response.output_item.done") {
      claim(item?.id === text(member(event, "item").id) && !item.isDone, `${index} is done without having begun`);
      if (item !== undefined) item.isDone = true;
    } else if (index >= 0) {
      claim(item !== undefined && !item.isDone && item.id === event.item_id, `${type} of no open item`);
      const part = event.content_index ?? null;
      const said = item?.said.get(part) ?? "";
      if (type.endsWith(".delta")) item?.said.set(part, `${said}${text(event.delta)}`);
      const [, held] = ENDS.find(([end]) => end === type) ?? [];
      if (held !== undefined) claim(said === text(event[held]), `${type} tells otherwise than its deltas`);
    }
  }
  claim(
    items.every(({ isDone }) => isDone),
    "an item is never done",
  );
  const { output } = member(events.at(-1), "response");
  const told = isArray(output) ? output.filter(isObject).map(({ id }) => id) : [];
  claim(JSON.stringify(told) === JSON.stringify(items.map(({ id }) => id)), "the last event has other items");
  return wrong;
}

const call = (index: number, args: string, name?: string): JsonObject => ({
  tool_calls: [{ index, ...(name && { id: `call_${name}` }), function: { arguments: args, ...(name && { name }) } }],
});
const thinking = (thought: string, signature?: string): JsonObject => ({
  ...(signature === undefined && { reasoning_content: thought }),
  thinking_blocks: [{ type: "thinking", thinking: thought, ...(signature !== undefined && { signature }) }],
});
const redacted = (data: string): JsonObject => ({ thinking_blocks: [{ type: "redacted_thinking", data }] });

/** Numbers that look like chance and are the same each time. */
function draws(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function anyDeltas(seed: number): readonly JsonObject[] {
  const draw = draws(seed);
  const kinds: readonly (() => JsonObject)[] = [
    () => ({ role: "assistant", content: "" }),
    () => ({ content: ["Hello", " – é", "x".repeat(draw(30) + 1)][draw(3)] ?? "" }),
    () => ({ refusal: "No." }),
    () => thinking(`step ${draw(9)}. `),
    () => thinking("", `c2ln${draw(9)}=`),
    () => redacted(`b3Bh${draw(9)}`),
    () => call(draw(3), '{"a": 1}'.slice(0, draw(9)), ["f", "apply_patch", "g"][draw(3)]),
    () => call(draw(3), "12345678901234567890"),
    () => ({ content: "cited", annotations: [{ type: "url_citation", url_citation: { url: "https://a.example" } }] }),
    () => ({ content: "both", ...call(0, "{}", "f") }),
    () => ({}),
  ];
  return Array.from({ length: draw(14) }, () => kinds[draw(kinds.length)]?.() ?? {});
}

const TOOLS = [
  { type: "custom", name: "apply_patch" },
  { type: "function", name: "f" },
];

describe("a stream of responses over chat", () => {
  it("is legal whatever its chunks are", () => {
    for (let seed = 0; seed < 600; seed += 1) {
      const deltas = anyDeltas(seed);
      const { events } = streamed(deltas, { tools: TOOLS });
      expect({ deltas, wrong: illegal(events) }).toEqual({ deltas, wrong: [] });
    }
  });

  it("has no message where nothing is said before a call", () => {
    const { events } = streamed([{ role: "assistant", content: "" }, call(0, "{}", "f")], {}, "tool_calls");
    const added = events.filter(({ type }) => type === "response.output_item.added");
    expect(
      added.map(({ output_index: at, item }) => [at, isObject(item ?? null) && (item as JsonObject).type]),
    ).toEqual([[0, "function_call"]]);
  });

  it("gives a custom tool its text as a text", () => {
    const { events } = streamed([call(0, '{"content":"*** Begin', "apply_patch"), call(0, ' Patch"}')], {
      tools: TOOLS,
    });
    const input = events.filter(({ type }) => text(type).startsWith("response.custom_tool_call_input"));
    expect(input).toMatchObject([{ delta: "*** Begin Patch" }, { input: "*** Begin Patch" }]);
    expect(events.at(-1)).toMatchObject({
      response: { output: [{ type: "custom_tool_call", input: "*** Begin Patch" }] },
    });
  });

  it("tells what is lost of a call without an id", () => {
    expect(streamed([{ tool_calls: [{ function: { name: "f", arguments: "{}" } }] }]).losses).toContain(
      "a call needs an id",
    );
  });

  it("is not whole where its limit was reached", () => {
    expect(streamed([{ content: "Hel" }], {}, "length").events.at(-1)).toMatchObject({
      type: "response.incomplete",
      response: { status: "incomplete", incomplete_details: { reason: "max_output_tokens" } },
    });
  });
});

/** The reasoning items a stream tells as done, as a caller sends them back. */
function sentBack(deltas: readonly JsonObject[]): readonly Json[] {
  const { events } = streamed(deltas);
  const done = events.filter(({ type }) => type === "response.output_item.done").map((event) => member(event, "item"));
  const input = [...done.filter(({ type }) => type === "reasoning"), { role: "assistant", content: "Yes?" }];
  const [message] = messagesOf(input);
  const blocks = message?.thinking_blocks;
  return isArray(blocks) ? blocks : [];
}

describe("what only its issuer can read", () => {
  it("comes back as it was signed, from the items of a stream", () => {
    for (const seal of ["c2ln+/=", 'é\u2028\\"', "\u0007\ud83d\ude00", "a".repeat(5000)]) {
      const thought = `Think ${seal}.`;
      const deltas = [thinking(thought), thinking("", seal), redacted(seal), { content: "Hi" }];
      expect(sentBack(deltas)).toEqual([
        { type: "thinking", thinking: thought, signature: seal },
        { type: "redacted_thinking", data: seal },
      ]);
    }
  });

  it("is told once where the provider tells a thought again with its signature", () => {
    expect(sentBack([thinking("One. "), thinking("Two."), thinking("One. Two.", "c2ln"), { content: "Hi" }])).toEqual([
      { type: "thinking", thinking: "One. Two.", signature: "c2ln" },
    ]);
  });

  it("comes back from a whole answer too", () => {
    const blocks = [{ type: "thinking", thinking: "Well – é", signature: "c2ln+/=" }];
    const choices = [
      { finish_reason: "stop", message: { content: "Hi", reasoning_content: "Well – é", thinking_blocks: blocks } },
    ];
    const step = crossed({}).back(MOMENT).value({ id: "chatcmpl-1", created: 1, model: "m", choices });
    const output = step.step === "done" ? step.value.output : [];
    const [message] = messagesOf(output ?? []);
    expect(message).toMatchObject({ role: "assistant", reasoning_content: "Well – é", thinking_blocks: blocks });
  });

  it("of another provider goes nowhere, and is told as lost", () => {
    const crossing = crossed({
      input: [
        { type: "reasoning", id: "rs_1", summary: [], encrypted_content: "gAAAAABk" },
        { role: "user", content: "Go" },
      ],
    });
    expect(JSON.stringify(crossing.kwargs)).not.toContain("gAAAAABk");
    expect(crossing.losses).toContainEqual(expect.objectContaining({ pointer: "/input/0/encrypted_content" }));
  });
});

describe("what an answer tells back of its request", () => {
  it("is no part of the request itself", () => {
    const reasoning = { effort: "low" };
    const step = crossed({ reasoning }).back(MOMENT).value({ id: "chatcmpl-1", created: 1, model: "m", choices: [] });
    const told = step.step === "done" ? step.value.reasoning : undefined;
    expect(told).toEqual(reasoning);
    expect(told).not.toBe(reasoning);
  });
});

describe("a request on its way to chat", () => {
  it("tells everything that chat cannot be told, by its place", () => {
    const { losses } = crossed({
      truncation: "auto",
      store: true,
      max_output_tokens: 5,
      text: { verbosity: "low" },
      reasoning: { effort: "low", summary: "auto" },
      tools: [{ type: "image_generation" }],
      tool_choice: "auto",
      input: [
        { type: "item_reference", id: "msg_1" },
        { type: "function_call_output", output: "1" },
        { role: "user", content: [{ type: "input_audio", input_audio: {} }, "Hi"] },
      ],
    });
    expect(losses.map(({ pointer, action }) => `${action} ${pointer}`).toSorted()).toEqual([
      "dropped /input/0",
      "dropped /input/1",
      "dropped /input/2/content/0",
      "dropped /reasoning/summary",
      "dropped /store",
      "dropped /text/verbosity",
      "dropped /tool_choice",
      "dropped /tools/0",
      "dropped /truncation",
      "renamed /max_output_tokens",
    ]);
  });

  it("points the chat call's own losses into the request", () => {
    const { origin } = crossed({ instructions: "Be brief.", input: [{ role: "user", content: "Hi" }] });
    expect(origin?.("/messages/0/content")).toBe("/instructions/content");
    expect(origin?.("/messages/1/content/0")).toBe("/input/0/content/0");
    expect(origin?.("/max_tokens")).toBe("/max_output_tokens");
  });
});
