import {
  type Adapter,
  type Call,
  type Client,
  client,
  type Kwargs,
  type Outcome,
  type Plan,
  type Send,
} from "@lintel/core";
import { type Host, Secret } from "@lintel/core/host";
import { isObject, type Json, parse } from "@lintel/core/json";
import fc from "fast-check";
import { expect, it } from "vitest";
import { adapters, bridges, directory } from "../index.ts";

const REPLIES = {
  chat: {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1,
    model: "m",
    choices: [{ index: 0, message: { role: "assistant", content: "Hi" }, finish_reason: "stop" }],
    usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
  },
  messages: {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "m",
    content: [{ type: "text", text: "Hi" }],
    stop_reason: "end_turn",
    usage: { input_tokens: 1, output_tokens: 2 },
  },
  responses: {
    id: "resp_1",
    object: "response",
    created_at: 1,
    model: "m",
    status: "completed",
    output: [{ type: "message", id: "msg_1", role: "assistant", content: [{ type: "output_text", text: "Hi" }] }],
    usage: { input_tokens: 1, output_tokens: 2, total_tokens: 3 },
  },
};

const ENDS = [
  ["/messages", "messages"],
  ["/responses", "responses"],
] as const;

function replyTo({ url }: Plan): object {
  const asked = String(url);
  return REPLIES[ENDS.find(([end]) => asked.endsWith(end))?.[1] ?? "chat"];
}

interface Scripted {
  readonly host: Host;
  readonly sent: Plan[];
}

/** Replies in turn: an error where the status says so. */
function scripted(status: number): Scripted {
  const sent: Plan[] = [];
  const refusal = { error: { message: "no", type: "t" } };
  const host: Host = {
    async send(plan) {
      sent.push(plan);
      const body = new TextEncoder().encode(JSON.stringify(status === 200 ? replyTo(plan) : refusal));
      const head = { status, headers: [["content-type", "application/json"]] as const };
      return {
        sent: true,
        head,
        body: { whole: body, read: async () => ({ read: "end" }), cancel: () => undefined },
      };
    },
    supply: async () => ({ supplied: false, message: "nothing is here" }),
    wait: async () => undefined,
    now: () => 1_762_000_000_000,
    id: () => "00112233445566778899aabbccddeeff",
  };
  return { host, sent };
}

const repeated: Record<string, number> = {};

/** The adapters, the requests counted that are made from another call's. */
const counted: readonly Adapter[] = adapters.map((adapter) => ({
  ...adapter,
  repeat(step, like) {
    const repeat = adapter.repeat?.(step, like);
    if (repeat === undefined) return undefined;
    return {
      step(call) {
        const made = repeat.step(call);
        const name = `${made?.plan.bridges ?? adapter.route} ${adapter.provider}`;
        if (made !== undefined) repeated[name] = (repeated[name] ?? 0) + 1;
        return made;
      },
    };
  },
}));

function gatewayClient(host: Host, known = counted): Client {
  const settings = { use_chat_completions_url_for_anthropic_messages: true };
  return client(host, {
    adapters: known,
    providers: directory,
    bridges,
    settings,
    retries: "none",
    arguments: "parsed",
  });
}

interface Seen {
  readonly outcome: Outcome;
  readonly plans: readonly Plan[];
}

interface Asking {
  readonly name: "completion" | "messages" | "responses";
  readonly calls: readonly Kwargs[];
  readonly status: number;
}

async function asked({ name, calls, status }: Asking, isRemembering: boolean): Promise<readonly Seen[]> {
  const { host, sent } = scripted(status);
  const one = gatewayClient(host);
  const seen: Seen[] = [];
  for (const kwargs of calls) {
    const before = sent.length;
    const outcome = await (isRemembering ? one : gatewayClient(host))[name](kwargs);
    // What an answer is like is known of the second one at the earliest.
    seen.push({ outcome: JSON.parse(JSON.stringify({ ...outcome, alike: undefined })), plans: sent.slice(before) });
  }
  return seen;
}

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("Hi", "Hello", "", "What?", '{"messages":[]}', "\ud800", "\u2028", "é", "\u0000", "Hi ", " ", "\n"),
);
const turn = fc.record({
  role: fc.constantFrom("user", "assistant", "user", "assistant", "user", "assistant", "system"),
  content: text,
});
const oddTurn = fc.constantFrom<Json>(
  { role: "user", content: [{ type: "text", text: "Hi" }] },
  { role: "user", content: null },
  { role: "assistant", content: "x", name: "n" },
  { role: "assistant", content: null, tool_calls: [] },
  { role: "developer", content: "x" },
  { content: "x" },
  { role: "tool", content: "x", tool_call_id: "t" },
  { role: "", content: "x" },
  "Hi",
);
const messages = fc.array(
  fc.oneof({ weight: 40, arbitrary: turn as fc.Arbitrary<Json> }, { weight: 1, arbitrary: oddTurn }),
  {
    maxLength: 4,
  },
);
const param = fc.oneof(
  fc.tuple(fc.constant("temperature"), fc.constantFrom<Json>(0, 0.2, 2, "warm", null)),
  fc.tuple(fc.constant("max_tokens"), fc.constantFrom<Json>(1, 400, -1, null)),
  fc.tuple(fc.constant("max_completion_tokens"), fc.constantFrom<Json>(7)),
  fc.tuple(fc.constant("top_p"), fc.constantFrom<Json>(0.5, 1)),
  fc.tuple(fc.constant("stop"), fc.constantFrom<Json>("x", ["x"])),
  fc.tuple(fc.constant("stream"), fc.constantFrom<Json>(false, true)),
  fc.tuple(
    fc.constant("stream_options"),
    fc.constantFrom<Json>(
      { include_usage: true },
      { include_usage: false },
      { include_usage: true, include_obfuscation: false },
      { include_obfuscation: false, include_usage: true },
      { include_usage: "yes" },
      { other: true },
      {},
    ),
  ),
  fc.tuple(fc.constant("n"), fc.constantFrom<Json>(1, 2)),
  fc.tuple(fc.constant("user"), fc.constantFrom<Json>("u", "")),
  fc.tuple(fc.constant("seed"), fc.constantFrom<Json>(7)),
  fc.tuple(fc.constant("service_tier"), fc.constantFrom<Json>("flex")),
  fc.tuple(fc.constant("reasoning_effort"), fc.constantFrom<Json>("low")),
  fc.tuple(fc.constant("logprobs"), fc.constantFrom<Json>(true)),
  fc.tuple(fc.constant("parallel_tool_calls"), fc.constantFrom<Json>(true)),
  fc.tuple(fc.constant("drop_params"), fc.constantFrom<Json>(true)),
  fc.tuple(fc.constant("tools"), fc.constantFrom<Json>([])),
  fc.tuple(fc.constant("metadata"), fc.constantFrom<Json>({ a: "b" })),
  fc.tuple(
    fc.constant("api_base"),
    fc.constantFrom<Json>("http://127.0.0.1:9/v1", "http://user:pass@127.0.0.1:9/v1?api_key=sk-12345678"),
  ),
  fc.tuple(fc.constant("ensure_alternating_roles"), fc.constantFrom<Json>(true)),
  fc.tuple(fc.constant("vendor_param"), fc.constantFrom<Json>(1)),
);
const responsesParam = fc.oneof(
  param,
  fc.tuple(fc.constant("max_output_tokens"), fc.constantFrom<Json>(3, 400)),
  fc.tuple(fc.constant("store"), fc.constantFrom<Json>(false)),
  fc.tuple(fc.constant("tool_choice"), fc.constantFrom<Json>("none")),
  fc.tuple(fc.constant("text"), fc.constantFrom<Json>({ format: { type: "text" } })),
  fc.tuple(fc.constant("previous_response_id"), fc.constantFrom<Json>("resp_1", "resp_2")),
  fc.tuple(
    fc.constant("litellm_metadata"),
    fc.constantFrom<Json>(
      { model_info: { id: "one" } },
      { model_info: { id: "two" } },
      { model_info: { id: "one", base_model: "gpt-5" } },
      { model_info: { id: "one" }, encrypted_content_affinity_enabled: true },
      { model_info: "one" },
    ),
  ),
);
const params = fc.array(responsesParam, { maxLength: 2 }).map((list) => Object.fromEntries(list));
const model = fc.constantFrom(
  ...[
    "openai/gpt-4.1-mini",
    "openai/gpt-4.1",
    "openai/gpt-4o-mini",
    "openai/o1-mini",
    "openai/gpt-5",
    "gpt-4o",
    "anthropic/claude-sonnet-4-5",
    "anthropic/claude-sonnet-4-5",
    "anthropic/claude-3-5-haiku-20241022",
    "xai/grok-4",
    "mistral/m",
    "nobody/x",
  ],
);

const system = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom<Json | undefined>("You are kind.", "Be brief.") },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Json | undefined>(undefined, "", null, [{ type: "text", text: "You are kind." }]),
  },
);

const TEXTS = ["instructions", "prompt_cache_key", "safety_identifier", "user"] as const;
/** Those of a history that each of its calls has another of. */
const names = fc.subarray([...TEXTS], { maxLength: 2 });
const own = fc.record({
  instructions: fc.oneof({ weight: 9, arbitrary: text }, { weight: 1, arbitrary: fc.constant(null) }),
  prompt_cache_key: text,
  safety_identifier: text,
  user: fc.constantFrom<Json>("one", "two", "three", "", 3),
});

const input = fc.oneof(
  text,
  fc.array(
    fc.oneof(
      { weight: 20, arbitrary: turn },
      { weight: 20, arbitrary: turn.map((it) => ({ ...it, type: "message" })) },
      {
        weight: 20,
        arbitrary: fc.record({
          role: fc.constantFrom("user", "developer"),
          content: fc.array(fc.record({ type: fc.constantFrom("input_text", "output_text"), text }), { maxLength: 2 }),
        }),
      },
      { weight: 1, arbitrary: oddTurn },
      {
        weight: 1,
        arbitrary: fc.constantFrom<Json>(
          { type: "function_call", call_id: "c", name: "f", arguments: "{}", id: "x" },
          { type: "reasoning", summary: [], encrypted_content: null },
          { role: "user", content: [{ type: "input_text", text: "Hi", cache_control: { type: "ephemeral" } }] },
          { role: "user", content: "Hi", cache_control: { type: "ephemeral" } },
        ),
      },
    ),
    { maxLength: 3 },
  ),
);

const call = fc.record({
  name: fc.constantFrom("completion" as const, "messages" as const, "responses" as const),
  model,
  params: fc.tuple(params, params),
  names,
  turns: fc.array(fc.record({ messages, system, input, own, at: fc.constantFrom(0, 0, 0, 1) }), {
    minLength: 6,
    maxLength: 12,
  }),
  status: fc.constantFrom(200, 200, 429),
});

const api_key = new Secret("api_key", "sk-0123456789abcdef");

function kwargsOf(args: object): Kwargs {
  const parsed = parse(JSON.stringify(args));
  return parsed.ok && isObject(parsed.value) ? { ...parsed.value, api_key } : {};
}

type History = typeof call extends fc.Arbitrary<infer T> ? T : never;

function ownArguments({ name, names: own }: History, turn: History["turns"][number]): object {
  switch (name) {
    case "completion":
      return { messages: turn.messages };
    case "messages":
      return { max_tokens: 9, system: turn.system, messages: turn.messages };
    case "responses":
      return { input: turn.input, ...Object.fromEntries(own.map((it) => [it, turn.own[it]])) };
  }
}

it("a call that is like others is the one that is made from its beginning", async () => {
  await fc.assert(
    fc.asyncProperty(call, async (history) => {
      const { name, model: asking, params: given, turns, status } = history;
      const calls = turns.map((one) => kwargsOf({ ...given[one.at], ...ownArguments(history, one), model: asking }));
      const together = await asked({ name, calls, status }, true);
      expect(together).toEqual(await asked({ name, calls, status }, false));
    }),
    { numRuns: 500 },
  );
  expect(repeated).toMatchObject({
    "chat openai": expect.any(Number),
    "chat anthropic": expect.any(Number),
    "messages anthropic": expect.any(Number),
    "messages-over-chat openai": expect.any(Number),
    "responses openai": expect.any(Number),
  });
  expect(Math.min(...Object.values(repeated))).toBeGreaterThan(3);
});

it.each([
  { name: "completion", model: "openai/gpt-4.1", route: "chat" },
  { name: "completion", model: "anthropic/claude-sonnet-4-5", route: "chat" },
  { name: "messages", model: "openai/gpt-4.1", route: "chat" },
  { name: "messages", model: "anthropic/claude-sonnet-4-5", route: "messages" },
  { name: "responses", model: "openai/gpt-4.1", route: "responses" },
] as const)("nothing that callers of $name say to $model is remembered", async ({ name, model: asking, route }) => {
  const remembered: string[] = [];
  const watched = adapters.map((adapter) => ({
    ...adapter,
    repeat(step: Send, like: Call) {
      remembered.push(JSON.stringify([step, like]));
      return adapter.repeat?.(step, like);
    },
  }));
  const one = gatewayClient(scripted(200).host, watched);
  const secret = "a caller's own words";
  const said = [{ role: "user", content: secret }];
  const spoken = name === "responses" ? { input: said, instructions: secret, user: secret } : { messages: said };
  const told = name === "messages" ? { ...spoken, system: secret, max_tokens: 9 } : spoken;
  const first = await one[name](kwargsOf({ ...told, model: asking }));
  for (const _ of [1, 2, 3])
    expect(await one[name](kwargsOf({ ...told, model: asking }))).toMatchObject({ outcome: first.outcome });
  expect(remembered).toEqual([expect.stringContaining(`"route":"${route}"`)]);
  expect(remembered.join()).not.toContain(secret);
});

it("a call is like the last one only as long as the objects among its arguments say the same", async () => {
  const { host, sent } = scripted(200);
  const one = gatewayClient(host);
  const changing = { include_usage: true };
  const ask = (): Promise<Outcome> =>
    one.completion({
      model: "openai/gpt-4.1",
      messages: [{ role: "user", content: "Hi" }],
      api_key,
      stream: true,
      stream_options: changing,
    });
  for (const _ of [1, 2, 3, 4]) await ask();
  changing.include_usage = false;
  await ask();
  const told = sent.map(({ body }) => (body?.body === "text" ? JSON.parse(body.text).stream_options : undefined));
  expect(told.map((it) => it.include_usage)).toEqual([true, true, true, true, false]);
});
