import { type Adapter, type Client, client, type Kwargs, type Outcome, type Plan } from "@lintel/core";
import { type Host, Secret } from "@lintel/core/host";
import { isObject, type Json, parse } from "@lintel/core/json";
import fc from "fast-check";
import { expect, it } from "vitest";
import { adapters, bridges, directory } from "../../index.ts";

const REPLY = JSON.stringify({
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1,
  model: "m",
  choices: [{ index: 0, message: { role: "assistant", content: "Hi" }, finish_reason: "stop" }],
  usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
});

interface Scripted {
  readonly host: Host;
  readonly sent: Plan[];
}

/** Replies in turn: an error where the status says so. */
function scripted(status: number): Scripted {
  const sent: Plan[] = [];
  const body = new TextEncoder().encode(status === 200 ? REPLY : '{"error":{"message":"no","type":"t"}}');
  const host: Host = {
    async send(plan) {
      sent.push(plan);
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

const repeated = { chat: 0, messages: 0 };

/** The adapters, the requests counted that are made from another call's. */
const counted: readonly Adapter[] = adapters.map((adapter) => ({
  ...adapter,
  repeat(step, like) {
    const repeat = adapter.repeat?.(step, like);
    if (repeat === undefined) return undefined;
    return {
      step(call) {
        const made = repeat.step(call);
        if (made !== undefined) repeated[made.plan.bridges === undefined ? "chat" : "messages"]++;
        return made;
      },
    };
  },
}));

function gatewayClient(host: Host): Client {
  const settings = { use_chat_completions_url_for_anthropic_messages: true };
  return client(host, {
    adapters: counted,
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
  readonly name: "completion" | "messages";
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
    seen.push({ outcome: JSON.parse(JSON.stringify(outcome)), plans: sent.slice(before) });
  }
  return seen;
}

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("Hi", "Hello", "", "What?", '{"messages":[]}', "\ud800", "\u2028", "é", "\u0000"),
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
  fc.tuple(fc.constant("stream_options"), fc.constantFrom<Json>({ include_usage: true })),
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
const params = fc.array(param, { maxLength: 3 }).map((list) => Object.fromEntries(list));
const model = fc.constantFrom(
  ...[
    "openai/gpt-4.1-mini",
    "openai/gpt-4.1",
    "openai/gpt-4o-mini",
    "openai/o1-mini",
    "openai/gpt-5",
    "gpt-4o",
    "anthropic/claude-sonnet-4-5",
    "mistral/m",
    "nobody/x",
  ],
);

const system = fc.constantFrom<Json | undefined>(undefined, undefined, "You are kind.", "", null, [
  { type: "text", text: "You are kind." },
]);

const call = fc.record({
  name: fc.constantFrom("completion" as const, "messages" as const),
  model,
  params,
  turns: fc.array(fc.record({ messages, system }), { minLength: 5, maxLength: 8 }),
  status: fc.constantFrom(200, 200, 429),
});

const api_key = new Secret("api_key", "sk-0123456789abcdef");

function kwargsOf(args: object): Kwargs {
  const parsed = parse(JSON.stringify(args));
  return parsed.ok && isObject(parsed.value) ? { ...parsed.value, api_key } : {};
}

it("a call that is like others is the one that is made from its beginning", async () => {
  await fc.assert(
    fc.asyncProperty(call, async ({ name, model: asking, params: given, turns, status }) => {
      const calls = turns.map(({ messages: said, system: prompt }) => {
        const own = name === "messages" ? { max_tokens: 9, system: prompt } : {};
        return kwargsOf({ ...own, ...given, model: asking, messages: said });
      });
      const together = await asked({ name, calls, status }, true);
      expect(together).toEqual(await asked({ name, calls, status }, false));
    }),
    { numRuns: 1000 },
  );
  expect(Math.min(repeated.chat, repeated.messages)).toBeGreaterThan(10);
});
