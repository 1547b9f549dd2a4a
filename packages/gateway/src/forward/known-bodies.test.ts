import type { Plan } from "@lintel/core";
import type { Host } from "@lintel/core/host";
import fc from "fast-check";
import { expect, it, vi } from "vitest";
import type { GatewayConfig } from "../config/config.ts";
import { gateway } from "../gateway.ts";
import type { CallRecord } from "../observe/record.ts";
import type { RequestHead } from "../server/seam.ts";
import { ANTHROPIC_ANSWER } from "../test/anthropic-answer.ts";
import { configOf, deployment, MASTER_KEY } from "../test/running.ts";
import { understood } from "./understood.ts";

vi.mock("./understood.ts", { spy: true });

const USAGE = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
const REPLIES = {
  "/v1/chat/completions": {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1,
    model: "gpt-4o-mini",
    choices: [{ index: 0, message: { role: "assistant", content: "Hi" }, finish_reason: "stop" }],
    usage: USAGE,
  },
  "/v1/messages": ANTHROPIC_ANSWER,
  "/v1/responses": {
    id: "resp_1",
    object: "response",
    created_at: 1,
    model: "gpt-4o-mini",
    status: "completed",
    output: [{ type: "message", id: "msg_1", role: "assistant", content: [{ type: "output_text", text: "Hi" }] }],
    usage: { input_tokens: 1, output_tokens: 2, total_tokens: 3 },
  },
};

type Route = keyof typeof REPLIES;

const CHUNK = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1, model: "gpt-4o-mini" };
const EVENTS: Readonly<Record<Route, readonly object[]>> = {
  "/v1/chat/completions": [
    { ...CHUNK, choices: [{ index: 0, delta: { role: "assistant", content: "Hi" }, finish_reason: null }] },
    { ...CHUNK, choices: [{ index: 0, delta: {}, finish_reason: "stop" }] },
    { ...CHUNK, choices: [], usage: USAGE },
  ],
  "/v1/messages": [
    { type: "message_start", message: { ...REPLIES["/v1/messages"], content: [], stop_reason: null } },
    { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
    { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hi" } },
    { type: "content_block_stop", index: 0 },
    { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 2 } },
    { type: "message_stop" },
  ],
  "/v1/responses": [
    { type: "response.created", response: { ...REPLIES["/v1/responses"], status: "in_progress", output: [] } },
    { type: "response.completed", response: REPLIES["/v1/responses"] },
  ],
};

function streamed(route: Route | undefined): string {
  const events = route === undefined ? [] : EVENTS[route];
  const frames = events.map((it) => `${"type" in it ? `event: ${it.type}\n` : ""}data: ${JSON.stringify(it)}\n\n`);
  return `${frames.join("")}${route === "/v1/chat/completions" ? "data: [DONE]\n\n" : ""}`;
}

const ROUTES: readonly Route[] = ["/v1/chat/completions", "/v1/messages", "/v1/responses"];

const NOW = 1_762_000_000_000;

function scripted(status: number): { readonly host: Host; readonly plans: Plan[] } {
  const plans: Plan[] = [];
  const host: Host = {
    async send(plan) {
      plans.push(plan);
      const route = ROUTES.find((it) => String(plan.url).endsWith(it));
      if (status === 200 && plan.expect === "stream") {
        const pieces = [Buffer.from(streamed(route))];
        const read = async () => {
          const bytes = pieces.pop();
          return bytes === undefined ? ({ read: "end" } as const) : ({ read: "bytes", bytes } as const);
        };
        const head = { status, headers: [["content-type", "text/event-stream"]] as const };
        return { sent: true, head, body: { read, cancel: () => undefined } };
      }
      const body = status === 200 && route !== undefined ? REPLIES[route] : { error: { message: "no", type: "t" } };
      const whole = new TextEncoder().encode(JSON.stringify(body));
      const head = { status, headers: [["content-type", "application/json"]] as const };
      return { sent: true, head, body: { whole, read: async () => ({ read: "end" }), cancel: () => undefined } };
    },
    supply: async () => ({ supplied: false, message: "nothing is here" }),
    wait: async () => undefined,
    now: () => NOW,
    id: () => "00112233445566778899aabbccddeeff",
  };
  return { host, plans };
}

interface Asked {
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const TIMES = /^(?:x-litellm-(?:response|overhead)-duration-ms)$/;
const OWN = new Set(["startedAt", "tookMs", "upstreamMs", "sentMs", "answeredMs", "firstChunkMs"]);

interface Seen {
  readonly status: number;
  readonly headers: readonly string[];
  readonly text: string;
  /** What observers were told, of several calls by their models. */
  readonly records: readonly Partial<CallRecord>[];
  readonly plans: readonly Plan[];
}

/** Answers to requests one after the other, by one gateway or each by a new one. */
async function answers(
  asked: readonly Asked[],
  { config, status, isOne }: { readonly config: GatewayConfig; readonly status: number; readonly isOne: boolean },
): Promise<readonly Seen[]> {
  const { host, plans } = scripted(status);
  const records: CallRecord[] = [];
  const observer = {
    ended: (it: CallRecord) => void records.push(it),
  };
  const started = () => gateway(config, { host, observer });
  const one = started();
  const seen: Seen[] = [];
  for (const { target, headers, body } of asked) {
    const before = plans.length;
    records.length = 0;
    const answer = await new Promise<Pick<Seen, "status" | "headers" | "text">>((resolve) => {
      const { admit, serve } = isOne ? one : started();
      const all = { authorization: `Bearer ${MASTER_KEY}`, "x-litellm-call-id": "c", ...headers };
      const rawHeaders = Object.entries(all).flat();
      const head: RequestHead = { method: "POST", target, headers: all, rawHeaders, remote: "127.0.0.1" };
      let written = "";
      let told: Pick<Seen, "status" | "headers"> = { status: 0, headers: [] };
      serve(admit(head), Buffer.from(body), {
        closed: false,
        head: (code, names) => {
          told = { status: code, headers: names.filter((_, at) => !TIMES.test(names[at - (at % 2)] ?? "")) };
        },
        write: (piece) => {
          written += Buffer.from(piece).toString();
          return true;
        },
        drained: () => Promise.resolve(),
        end: (piece = "") => resolve({ ...told, text: written + Buffer.from(piece).toString() }),
        abort: () => resolve({ ...told, text: "cut" }),
        onGone: () => undefined,
      });
    });
    const told = records.map((it) => Object.fromEntries(Object.entries(it).filter(([name]) => !OWN.has(name))));
    const sorted = told.toSorted((one, other) => String(one.model).localeCompare(String(other.model)));
    seen.push({ ...answer, records: sorted, plans: plans.slice(before) });
  }
  return seen;
}

const WRITE = {
  compact: (value: object) => JSON.stringify(value),
  spaced: (value: object) => JSON.stringify(value).replaceAll('","', '", "').replaceAll('":"', '": "'),
  indented: (value: object) => JSON.stringify(value, undefined, 1),
  escaped: (value: object) => JSON.stringify(value).replaceAll("/", "\\/").replaceAll("é", "\\u00e9"),
  halved: (value: object) => JSON.stringify(value).replaceAll("é", "\\ud83d"),
} as const;

const text = fc.constantFrom("Hi", "Hello", "What?", "", "a/b é", 'say "no"\n', '"}],"model":"m2"', " \u2028 ", "Hi ");
const turn = fc.record({ role: fc.constantFrom("user", "assistant", "user", "system"), content: text });
const odd = fc.constantFrom<unknown>(
  { role: "user", content: [{ type: "text", text: "Hi" }] },
  { role: "user", content: null },
  { role: "user", content: "x", name: "n" },
  { role: "developer", content: "x" },
  { content: "x", role: "user" },
  "Hi",
);
const turns = fc.array(fc.oneof({ weight: 30, arbitrary: turn }, { weight: 1, arbitrary: odd }), {
  minLength: 1,
  maxLength: 4,
});
const plain = fc.constantFrom<object>(
  { max_tokens: 9 },
  { max_tokens: 9, temperature: 1.5 },
  { max_output_tokens: 9 },
  { max_tokens: 9, stream: true },
);
const curious = fc.constantFrom<object>(
  { stop: "x" },
  { user: "one" },
  { metadata: { user_id: "u" } },
  { metadata: "x" },
  { metadata: { model_info: { id: "x" } } },
  { mock_response: "x" },
  { timeout: 3 },
  { num_retries: 0 },
  { custom_llm_provider: "azure" },
  { api_base: "http://127.0.0.1:1" },
  { tools: [{ type: "function", function: { name: "f", parameters: {} } }] },
  { drop_params: true },
  { "7": 1 },
  { vendor_param: { a: 1 } },
  { disable_fallbacks: true },
);
const member = fc.oneof({ weight: 2, arbitrary: plain }, { weight: 1, arbitrary: curious });
const model = fc.constantFrom<unknown>(
  "m",
  "m",
  "m",
  "m",
  "m",
  "m",
  "claude",
  "claude",
  "two",
  "nobody",
  "m,claude",
  "m[1m]",
  3,
);
const headers = fc.constantFrom<Readonly<Record<string, string>>>(
  ...[
    {},
    {},
    {},
    {},
    {},
    {},
    {},
    {},
    {},
    {},
    {},
    {},
    { "user-agent": "claude-cli/1.0" },
    { "user-agent": "x" },
    { "x-litellm-timeout": "5" },
  ],
  ...[{ "anthropic-beta": "a" }, { "anthropic-version": "2023-06-01" }, { "openai-organization": "o" }],
  ...[1, 2, 3].map((it) => ({ "x-litellm-api-key": MASTER_KEY, authorization: `Bearer sk-ant-oat-${it % 2}` })),
  ...[
    { "x-mine": "1" },
    { "x-mine": "2" },
    { authorization: "Bearer sk-small-0123456789" },
    { "x-litellm-session-id": "s-0123456789" },
  ],
);
const target = fc.constantFrom("", "", "", "", "", "", "", "", "?model=two", "?x=1");

const request = fc.record({
  turns,
  system: text,
  headers,
  target,
  at: fc.constantFrom(0, 0, 0, 0, 0, 1),
  isText: fc.nat(9),
});
const history = fc.record({
  route: fc.constantFrom<Route>("/v1/chat/completions", "/v1/messages", "/v1/responses"),
  models: fc.tuple(model, model),
  members: fc.tuple(member, member),
  write: fc.constantFrom<keyof typeof WRITE>(
    "compact",
    "compact",
    "compact",
    "spaced",
    "indented",
    "escaped",
    "halved",
  ),
  requests: fc.array(request, { minLength: 6, maxLength: 12 }),
  status: fc.constantFrom(200, 200, 200, 429),
  isForwarding: fc.constantFrom(false, false, false, true),
  forwardsFor: fc.constantFrom([], [], ["claude"], ["m", "two"]),
  isPreviewing: fc.constantFrom(false, false, false, true),
});

type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

const PARAMS = { api_key: "sk-upstream-0123456789", api_base: "http://127.0.0.1:9/v1" };

function configFor({ isForwarding, isPreviewing, forwardsFor }: History): GatewayConfig {
  const claude = { ...PARAMS, model: "anthropic/claude-sonnet-4-5", api_base: "http://127.0.0.1:9" };
  const deployments = [
    deployment("m", { ...PARAMS, model: "openai/gpt-4o-mini" }),
    deployment("claude", claude),
    deployment("two", { ...PARAMS, model: "openai/gpt-4.1", timeout: 7 }),
  ];
  return configOf(deployments, {
    forwardsFor,
    router: { numRetries: 0 },
    general: {
      forwardClientHeaders: isForwarding,
      forwardOpenaiOrganization: isForwarding,
      staticKeys: [{ key: "sk-small-0123456789", models: ["claude"] }],
    },
    settings: {
      ...(isPreviewing && { enable_preview_features: true }),
      use_chat_completions_url_for_anthropic_messages: true,
    },
  });
}

function requestsOf({ route, models, members, write, requests }: History): readonly Asked[] {
  return requests.map(({ turns: said, system, headers: told, target: query, at, isText }) => {
    const spoken =
      route === "/v1/responses"
        ? { input: isText === 0 ? system : said, instructions: system }
        : route === "/v1/messages"
          ? { system, messages: said }
          : { messages: said };
    const body = WRITE[write]({ model: models[at], ...spoken, ...members[at] });
    return { target: route + query, headers: { "content-type": "application/json", ...told }, body };
  });
}

it("requests that differ in what they say are answered as by a gateway that has seen none before", async () => {
  const found = vi.mocked(understood);
  await fc.assert(
    fc.asyncProperty(history, async (it) => {
      const asked = requestsOf(it);
      const given = { config: configFor(it), status: it.status };
      const together = await answers(asked, { ...given, isOne: true });
      expect(together).toEqual(await answers(asked, { ...given, isOne: false }));
    }),
    { numRuns: 150 },
  );
  const known = found.mock.results.filter(({ value }) => value !== undefined).length;
  expect(known).toBeGreaterThan(20);
  expect(found.mock.calls.length - known).toBeGreaterThan(20);
}, 120_000);
